import type { TestProject } from 'vitest/node';
import { type SystemFacts, startSystem } from './system.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    system: SystemFacts;
  }
}

/** vitest's globalSetup: one deployed system for all projects that need one; `inject('system')` finds it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { facts, stop } = await startSystem();
  project.provide('system', facts);
  return stop;
}
