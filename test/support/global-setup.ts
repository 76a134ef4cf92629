import type { TestProject } from 'vitest/node';
import { startFaultProxy } from './fault-proxy/fault-proxy.ts';
import { startIssuer } from './sessions/issuer-server.ts';
import { type SystemFacts, startSystem } from './system.ts';

/** The one system that a run of the tests deploys. */
export interface ProvidedSystem extends SystemFacts {
  /** Where the fault proxy between its handlers and the emulator is steered. */
  readonly faultsUrl: string;
  /** The external provider that it trusts; what it says is a test's to choose. */
  readonly issuerUrl?: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    system: ProvidedSystem;
  }
}

interface Shared {
  readonly provided: ProvidedSystem;
  stop(): Promise<void>;
}

async function startShared(): Promise<Shared> {
  const [proxy, { issuer, stop: stopIssuer }] = await Promise.all([startFaultProxy(), startIssuer()]);
  const stopBeside = async () => void (await Promise.all([proxy.stop(), stopIssuer()]));
  try {
    const externalIssuers = JSON.stringify([issuer]);
    const options = { lambdaEndpoint: proxy.url, onEndpoint: proxy.forwardTo, externalIssuers };
    const { facts, stop } = await startSystem(options);
    const stopAll = async () => {
      await stop();
      await stopBeside();
    };
    return { provided: { ...facts, faultsUrl: proxy.controlUrl, issuerUrl: issuer.issuer }, stop: stopAll };
  } catch (error) {
    await stopBeside();
    throw error;
  }
}

// Each project loads this file again, in the same process: what they share has to stand outside.
const shared = globalThis as { rollcallUnderTest?: Promise<Shared> | undefined; rollcallUsers?: number };

/** vitest's globalSetup: one deployed system for all projects that need one; `inject('system')` finds it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  shared.rollcallUsers = (shared.rollcallUsers ?? 0) + 1;
  shared.rollcallUnderTest ??= startShared();
  const { provided, stop } = await shared.rollcallUnderTest;
  project.provide('system', provided);
  return async () => {
    shared.rollcallUsers = (shared.rollcallUsers ?? 1) - 1;
    if (shared.rollcallUsers > 0) return;
    shared.rollcallUnderTest = undefined;
    await stop();
  };
}
