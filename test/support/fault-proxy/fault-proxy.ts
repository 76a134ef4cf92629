import { type CallLog, callLog } from './call-log.ts';
import { control } from './control.ts';
import { type FaultPlan, faultPlan } from './fault-plan.ts';
import { listen } from './listen.ts';
import { proxy } from './proxy.ts';

export interface FaultProxy {
  /** Where the handlers' calls go (ROLLCALL_LAMBDA_ENDPOINT). */
  readonly url: string;
  /** Where other processes steer it: see control.ts and client.ts. */
  readonly controlUrl: string;
  /** The same from inside this process. */
  readonly plan: FaultPlan;
  readonly log: CallLog;
  /** Sets the emulator's address, which may be known only after the proxy's. */
  forwardTo(upstream: string): void;
  stop(): Promise<void>;
}

/** A proxy between the handlers and the emulator, without faults as long as none is asked for. */
export async function startFaultProxy(upstream = ''): Promise<FaultProxy> {
  let target = upstream;
  const plan = faultPlan();
  const log = callLog();
  const entrance = await listen(proxy({ upstream: () => target, plan, log }));
  const steering = await listen(control({ plan, log }));
  return {
    url: entrance.url,
    controlUrl: steering.url,
    plan,
    log,
    forwardTo: (address) => {
      target = address;
    },
    stop: async () => {
      await Promise.all([entrance.stop(), steering.stop()]);
    },
  };
}
