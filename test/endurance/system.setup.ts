import type { TestProject } from 'vitest/node';
import { startFaultProxy } from '../support/fault-proxy/fault-proxy.ts';
import { listen } from '../support/fault-proxy/listen.ts';
import { type StartedSystem, startSystem } from '../support/system.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** POST to it stops the system and starts it again; answers 204 when it serves. */
    restartUrl: string;
  }
}

/** The test runs in another process than what started the system. */
const restarter = ({ restart }: StartedSystem) =>
  listen((_request, response) => {
    restart().then(
      () => response.writeHead(204).end(),
      (error) => response.writeHead(500).end(String(error)),
    );
  });

/** A system of these tests' own, since they stop it, slow it down and count all that is in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const proxy = await startFaultProxy();
  const options = { lambdaEndpoint: proxy.url, onEndpoint: proxy.forwardTo, persistent: true };
  const system = await startSystem(options).catch(async (error) => {
    await proxy.stop();
    throw error;
  });
  const restarting = await restarter(system);
  project.provide('system', { ...system.facts, faultsUrl: proxy.controlUrl });
  project.provide('restartUrl', restarting.url);
  return async () => {
    await restarting.stop();
    await system.stop();
    await proxy.stop();
  };
}
