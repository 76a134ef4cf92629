import type { CallFilter, LoggedCall } from './call-log.ts';
import type { FaultSpec } from './fault.ts';
import type { FaultCount } from './fault-plan.ts';

/** A fault that is in force. */
export interface Injected {
  count(): Promise<FaultCount>;
  /** Ends it; answers what it did. Safe to call twice. */
  heal(): Promise<FaultCount>;
}

export interface Faults {
  inject(fault: FaultSpec): Promise<Injected>;
  /** The handlers' calls so far, oldest first. */
  calls(filter: CallFilter): Promise<readonly LoggedCall[]>;
}

/** Steers a fault proxy in another process, by its control address. */
export function faultsAt(controlUrl: string): Faults {
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok)
      throw new Error(`the fault proxy answered ${answer.status} to ${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  return {
    async inject(fault) {
      const { id } = await ask<{ id: number }>('POST', '/faults', fault);
      let healed: FaultCount | undefined;
      const heal = async () => {
        healed ??= await ask<FaultCount>('DELETE', `/faults/${id}`);
        return healed;
      };
      return { count: async () => healed ?? ask<FaultCount>('GET', `/faults/${id}`), heal };
    },
    calls: (filter) => ask('POST', '/calls', filter),
  };
}
