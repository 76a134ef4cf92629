import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { emulatorCdkEnvironment } from '../../../local/deployment/cdk.ts';
import { emulatorEnvironment } from '../../../local/emulator/environment.ts';
import { binaries, type Folders } from '../../../local/folders.ts';

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

  it("lets neither the user's AWS settings nor Node's options in", () => {
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['AWS_PROFILE']));
    expect(made).not.toHaveProperty('NODE_OPTIONS');
    expect(made).not.toHaveProperty('AWS_ENDPOINT_URL_S3');
  });

  it('keeps no state where none is asked for', () => {
    expect(emulatorEnvironment({ ...settings, persistent: false }, own)).toMatchObject({
      PERSIST_STATE: '0',
      S3_PERSIST: '0',
    });
  });

  it('passes a wait scale of 0 on', () => {
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

  it('reaches the emulator and nothing else', () => {
    expect(made).toMatchObject({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4700', AWS_ACCESS_KEY_ID: 'test' });
    for (const name of ['AWS_PROFILE', 'AWS_ENDPOINT_URL_S3', 'HTTPS_PROXY', 'https_proxy']) {
      expect(made).not.toHaveProperty(name);
    }
  });

  it('keeps the rest, which cdk needs', () => {
    expect(made).toMatchObject({ PATH: '/usr/bin', HOME: '/home/ann' });
  });
});
