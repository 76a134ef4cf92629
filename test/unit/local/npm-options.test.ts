import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../support/cli.ts';

describe('options that npm has taken', () => {
  const asNpm = (script: string, taken: Readonly<Record<string, string>>, work: () => void) => {
    const before = { ...process.env };
    Object.assign(process.env, { npm_lifecycle_event: script, ...taken });
    try {
      work();
    } finally {
      for (const name of ['npm_lifecycle_event', ...Object.keys(taken)]) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  };

  it('are refused with the hint to put -- before them', () => {
    asNpm('register', { npm_config_email: 'ann@example.com' }, () => {
      expect(parseCommandLine('register')).toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(
          /^npm took --email .*npm run register -- --email .*npx rollcall register --email/,
        ),
      });
    });
  });

  it('are refused for an action of dlq by its whole name', () => {
    asNpm('dlq', { npm_config_full: 'true' }, () => {
      expect(parseCommandLine('dlq', 'show', 'audit')).toHaveProperty(
        'message',
        expect.stringContaining('npx rollcall dlq show --full'),
      );
    });
  });

  it('are no reason to refuse npx', () => {
    asNpm('npx', { npm_config_email: 'ann@example.com' }, () => {
      expect(parseCommandLine('register', '--email', 'ann@example.com', '--name', 'Ann')).toMatchObject({
        exitCode: 0,
      });
    });
  });

  it('include no setting of npm itself', () => {
    asNpm('reset', { npm_config_yes: 'true', npm_config_json: 'true' }, () => {
      expect(parseCommandLine('reset')).toMatchObject({ exitCode: 0, options: {} });
    });
  });
});
