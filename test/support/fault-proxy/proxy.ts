import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type Call, readCall } from './call.ts';
import type { CallLog } from './call-log.ts';
import type { Effect } from './fault.ts';
import type { FaultPlan } from './fault-plan.ts';
import { forward, type Request } from './forward.ts';
import { publishOthers } from './put-events.ts';
import { type Answer, errorAnswer } from './wire.ts';

export interface ProxyDependencies {
  /** The emulator's address. */
  readonly upstream: () => string;
  readonly plan: FaultPlan;
  readonly log: CallLog;
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const body = await buffer(incoming);
  return { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers: incoming.headers, body };
}

/** What the caller gets; undefined for a dropped connection. */
async function answerTo(
  upstream: string,
  request: Request,
  call: Call,
  effect: Effect | undefined,
): Promise<Answer | undefined> {
  switch (effect?.kind) {
    case undefined:
      return forward(upstream, request);
    case 'error':
      return errorAnswer(call, effect);
    case 'reset':
      return undefined;
    case 'lost-answer':
      await forward(upstream, request);
      return undefined;
    case 'hang':
      return new Promise(() => {});
    case 'delay':
      await pause(effect.ms);
      return forward(upstream, request);
    case 'failed-entries':
      return publishOthers(upstream, request.body, effect.places, effect.code);
  }
}

function write(response: ServerResponse, answer: Answer | undefined): void {
  if (answer === undefined) {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length } as never);
  response.end(answer.body);
}

/** Hands every call on to the emulator, but for those that a fault of the plan hits; logs all of them. */
export function proxy({ upstream, plan, log }: ProxyDependencies): RequestListener {
  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    const call = readCall(request.path, request.headers, request.body.toString());
    const effect = plan.effectOn(call);
    log.add({ ...call, at: Date.now(), ...(effect ? { fault: effect.kind } : {}) });
    write(response, await answerTo(upstream(), request, call, effect));
  }

  return (incoming, response) => {
    handle(incoming, response).catch((error) => {
      // An emulator that is down, or a caller that is gone, is to the caller a broken connection.
      if (error.code === undefined) console.error('the fault proxy broke:', error);
      response.socket?.destroy();
    });
  };
}
