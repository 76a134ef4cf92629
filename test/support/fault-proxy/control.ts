import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { CallLog } from './call-log.ts';
import { fault } from './fault.ts';
import type { FaultPlan } from './fault-plan.ts';

interface ControlDependencies {
  readonly plan: FaultPlan;
  readonly log: CallLog;
}

const filter = z.strictObject({
  service: z.optional(z.string()),
  operation: z.optional(z.string()),
  including: z.optional(z.array(z.string())),
});

/**
 * Steers the proxy from other processes:
 *   POST /faults       a fault       -> { id }
 *   GET /faults/<id>                 -> { met, hit }
 *   DELETE /faults/<id>              -> { met, hit }
 *   POST /calls        a filter      -> the calls that passed, oldest first
 */
export function control({ plan, log }: ControlDependencies): RequestListener {
  function answerTo(method: string, path: string, body: string): unknown {
    const id = Number(/^\/faults\/(\d+)$/.exec(path)?.[1]);
    switch (`${method} ${Number.isNaN(id) ? path : '/faults/<id>'}`) {
      case 'POST /faults':
        return { id: plan.add(z.parse(fault, JSON.parse(body))) };
      case 'GET /faults/<id>':
        return plan.count(id);
      case 'DELETE /faults/<id>':
        return plan.remove(id);
      case 'POST /calls':
        return log.find(z.parse(filter, JSON.parse(body)));
      default:
        return undefined;
    }
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const answer = answerTo(incoming.method ?? '', incoming.url ?? '', body);
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  }

  return (incoming, response) => {
    handle(incoming, response).catch((error) => {
      response.writeHead(400);
      response.end(String(error));
    });
  };
}
