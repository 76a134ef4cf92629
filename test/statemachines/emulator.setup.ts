import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmulator } from '../../local/emulator/emulator.ts';
import { freePort } from '../../local/emulator/port.ts';
import { pythonEnvironment } from '../../local/emulator/python-environment.ts';
import { foldersAt } from '../../local/system/folders.ts';
import { happy, type Mock, type Path, paths } from './register-user.paths.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The endpoint of an emulator whose Step Functions mocks the tasks as in register-user.paths.ts. */
    mockedEndpoint: string;
  }
}

export const MACHINE = 'register-user-paths';

// All tries up to the ninth retry, more than any Retry of the definition allows.
const everyTry = (mock: Mock) => ({ '0-9': mock });

/** A test case's name, as it can be part of an ARN. */
export const caseName = ({ name }: Path): string => name.replaceAll(/\W+/g, '-');

/** Step Functions Local's mock format. */
function mockConfig() {
  const tasksOf = (one: Path) => Object.entries({ ...happy, ...one.tasks });
  const responseName = (one: Path, state: string) => `${caseName(one)}/${state}`;
  const cases = paths.map((one) => [
    caseName(one),
    Object.fromEntries(tasksOf(one).map(([state]) => [state, responseName(one, state)])),
  ]);
  const mocked = paths.flatMap((one) =>
    tasksOf(one).map(([state, mock]) => [responseName(one, state), everyTry(mock)]),
  );
  return {
    StateMachines: { [MACHINE]: { TestCases: Object.fromEntries(cases) } },
    MockedResponses: Object.fromEntries(mocked),
  };
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(path.join(tmpdir(), 'rollcall-paths-'));
  const folders = foldersAt(home);
  const mockResponses = path.join(home, 'responses.json');
  await writeFile(mockResponses, JSON.stringify(mockConfig()));
  const python = await pythonEnvironment({ log: folders.pythonLog });
  const port = await freePort();
  const settings = {
    port,
    folders,
    persistent: false,
    lambdaEndpoint: `http://127.0.0.1:${port}`,
    waitScale: '0',
    enforceIam: false,
    mockResponses,
  };
  const emulator = await startEmulator(python, settings);
  project.provide('mockedEndpoint', emulator.endpoint);
  return async () => {
    await emulator.stop();
    await rm(home, { recursive: true, force: true });
  };
}
