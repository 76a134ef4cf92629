import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy/fault-proxy.ts';
import { listen } from '../../support/fault-proxy/listen.ts';

export interface Received {
  readonly target: string;
  readonly body: string;
}

export interface Behind {
  readonly proxy: FaultProxy;
  /** What reached the service behind the proxy. */
  readonly received: readonly Received[];
  /** What AWS clients take. */
  readonly clientSettings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
}

/** A proxy before a service that answers everything with `answer`; both end with the test. */
export async function behindProxy(answer: (received: Received) => unknown = () => ({})): Promise<Behind> {
  const received: Received[] = [];
  const service = await listen(async (incoming, response) => {
    const body = await text(incoming);
    const one = { target: String(incoming.headers['x-amz-target'] ?? ''), body };
    received.push(one);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', connection: 'close' });
    response.end(JSON.stringify(answer(one)));
  });
  const proxy = await startFaultProxy(service.url);
  onTestFinished(async () => {
    await proxy.stop();
    await service.stop();
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { proxy, received, clientSettings: { endpoint: proxy.url, region: 'us-east-1', credentials, maxAttempts: 1 } };
}
