import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../local/system/settings.ts';

describe('readSettings', () => {
  it('returns an own emulator on port 4566 without variables', () => {
    expect(readSettings({})).toEqual({
      external: false,
      endpoint: 'http://127.0.0.1:4566',
      port: 4566,
      lambdaEndpoint: 'http://127.0.0.1:4566',
      waitScale: undefined,
      externalIssuers: '[]',
    });
  });

  it('reads another port', () => {
    expect(readSettings({ ROLLCALL_PORT: '5000' })).toMatchObject({ endpoint: 'http://127.0.0.1:5000', port: 5000 });
  });

  it("reads the address of the handlers' AWS calls", () => {
    const settings = readSettings({ ROLLCALL_LAMBDA_ENDPOINT: 'http://127.0.0.1:9000/' });
    expect(settings).toMatchObject({ endpoint: 'http://127.0.0.1:4566', lambdaEndpoint: 'http://127.0.0.1:9000' });
  });

  it('reads the address of an external emulator', () => {
    const settings = readSettings({ ROLLCALL_ENDPOINT: 'http://emulator:4566' });
    expect(settings).toMatchObject({ external: true, endpoint: 'http://emulator:4566' });
  });

  it.each([
    ['ROLLCALL_PORT', 'abc'],
    ['ROLLCALL_PORT', '0'],
    ['ROLLCALL_PORT', '70000'],
    ['ROLLCALL_ENDPOINT', 'localhost'],
    ['ROLLCALL_LAMBDA_ENDPOINT', '4566'],
    ['SFN_WAIT_SCALE', 'fast'],
    ['ROLLCALL_EXTERNAL_ISSUERS', 'firebase'],
    ['ROLLCALL_EXTERNAL_ISSUERS', '{}'],
  ])('refuses %s=%s by name, with an example and exit code 2', (name, value) => {
    const refused = () => readSettings({ [name]: value });
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
    expect(refused).toThrow(new RegExp(`^${name} is "${value}"; set it to .*such as`));
  });
});
