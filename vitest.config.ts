import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The matrix of faults takes two minutes of one core: it begins first, or all others are done and wait for it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('test/simulation/matrix.test.ts');
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const project = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...more },
});

// They share one system: it starts once, in about 15 s on two cores. A test waits for what comes over bus and queues, and a
// fault waits for retries.
const deployed = { globalSetup: ['test/support/global-setup.ts'], testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // vitest's own choice on two cores is one; most of these wait for the system under test, so that three left half a core idle.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit'),
      project('rules'),
      // A first synth bundles every handler and runs cdk-nag: about 10 s on two cores.
      project('infra', { globalSetup: ['test/infra/assemblies.setup.ts'], testTimeout: 60_000, hookTimeout: 120_000 }),
      project('statemachines', {
        globalSetup: ['test/statemachines/emulator.setup.ts'],
        testTimeout: 30_000,
        hookTimeout: 120_000,
      }),
      project('simulation', { testTimeout: 120_000 }),
      project('journeys', deployed),
      project('faults', deployed),
      // They count, stop and time the whole of a system: one after the other, each alone with it.
      project('endurance', {
        globalSetup: ['test/endurance/system.setup.ts'],
        fileParallelism: false,
        testTimeout: 300_000,
        hookTimeout: 120_000,
      }),
    ],
  },
});
