import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { TestProject } from 'vitest/node';
import cdk from '../../cdk.json' with { type: 'json' };
import { bundle } from '../../lib/bundle.ts';
import { readConfig, type Stage } from '../../lib/config.ts';
import { entries } from '../../lib/functions/index.ts';
import { addRollcall } from '../../lib/stacks/rollcall.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder with a cloud assembly for each of the stages below. */
    assemblies: string;
  }
}

function synthesize(stage: Stage, outdir: string): void {
  const app = new App({ outdir, context: { ...cdk.context, stage } });
  addRollcall(
    app,
    readConfig((key) => app.node.tryGetContext(key)),
  );
  app.synth();
}

/** Synthesizes the stages that all test files here read, once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundle(entries);
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-assemblies-'));
  for (const stage of ['local', 'prod'] as const) synthesize(stage, path.join(folder, stage));
  project.provide('assemblies', folder);
  return () => rm(folder, { recursive: true });
}
