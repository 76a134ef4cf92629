import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { emulatorEnvironment } from '../../../local/emulator/environment.ts';
import { emulatorCdkEnvironment } from '../../../local/system/cdk.ts';
import { binaries, type Folders } from '../../../local/system/folders.ts';

const folders = { state: '/home/state', scratch: '/home/scratch' } as Folders;
const settings = { port: 4700, folders, persistent: true, lambdaEndpoint: 'http://127.0.0.1:4800' };
const own = {
  PATH: '/usr/bin',
  HOME: '/home/ann',
  AWS_PROFILE: 'production',
  AWS_ENDPOINT_URL_S3: 'https://elsewhere',
  NODE_OPTIONS: '--inspect',
};

describe("the emulator's environment", () => {
  const made = emulatorEnvironment(settings, own);

  it('listens on the loopback interface only', () => {
    expect(made).toMatchObject({ BIND_HOST: '127.0.0.1', GATEWAY_PORT: '4700', IOT_MTLS_ENABLED: '0' });
  });

  it("sends the handlers' calls to the address asked for", () => {
    expect(made.AWS_ENDPOINT_URL).toBe('http://127.0.0.1:4800');
  });

  it('runs the handlers on the Node of node_modules', () => {
    expect(made.PATH).toBe(`${binaries}${path.delimiter}/usr/bin`);
  });

  it("excludes the user's AWS settings and Node's options", () => {
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['AWS_PROFILE']));
    expect(made).not.toHaveProperty('NODE_OPTIONS');
    expect(made).not.toHaveProperty('AWS_ENDPOINT_URL_S3');
  });

  it('persists no state when the system is not persistent', () => {
    expect(emulatorEnvironment({ ...settings, persistent: false }, own)).toMatchObject({
      PERSIST_STATE: '0',
      S3_PERSIST: '0',
    });
  });

  it('includes a wait scale of 0', () => {
    expect(emulatorEnvironment({ ...settings, waitScale: '0' }, own).SFN_WAIT_SCALE).toBe('0');
    expect(made).not.toHaveProperty('SFN_WAIT_SCALE');
  });
});

describe('the environment of a cdk that deploys to the emulator', () => {
  const made = emulatorCdkEnvironment('http://127.0.0.1:4700', {
    ...own,
    HTTPS_PROXY: 'http://proxy',
    https_proxy: 'x',
  });

  it('reaches only the emulator', () => {
    expect(made).toMatchObject({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4700', AWS_ACCESS_KEY_ID: 'test' });
    for (const name of ['AWS_PROFILE', 'AWS_ENDPOINT_URL_S3', 'HTTPS_PROXY', 'https_proxy']) {
      expect(made).not.toHaveProperty(name);
    }
  });

  it('inherits the rest, which cdk needs', () => {
    expect(made).toMatchObject({ PATH: '/usr/bin', HOME: '/home/ann' });
  });
});
