import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../local/cli.ts';
import { CommandError } from '../../../local/command-error.ts';
import { parseCommandLine } from '../../support/cli.ts';

const names = [
  ...['start', 'register', 'token', 'events', 'mails', 'dlq', 'reconcile'],
  ...['setup-groups', 'setup-dev-users', 'doctor', 'reset', 'deploy', 'diff'],
];

describe('rollcall --help', () => {
  it.each(names)('lists %s with a description', (name) => {
    expect(parseCommandLine('--help').output).toMatch(new RegExp(`^  ${name}( \\S+)* {2,}\\w.+`, 'm'));
  });

  it('documents the exit codes', () => {
    expect(parseCommandLine('--help').output).toContain('0 done, 1 failed, 2 usage error or refused');
  });

  it('prints no colour codes into a pipe', () => {
    const { output } = parseCommandLine('register', '--help');
    expect(output).toBe(stripVTControlCharacters(output));
  });

  it.each([['--help'], ['register', '--help'], ['dlq', 'show', '--help'], ['help', 'deploy']])(
    'ends %s %s with 0',
    (...args) => {
      expect(parseCommandLine(...args)).toMatchObject({ exitCode: 0 });
    },
  );

  it('is printed without a command, with exit code 2', () => {
    const { exitCode, output } = parseCommandLine();
    expect(exitCode).toBe(2);
    expect(output).toContain('Commands:');
  });
});

const user = ['register', '--email', 'ann@example.com', '--name', 'Ann'];

describe('a command line', () => {
  it('repeats --role in order', () => {
    expect(parseCommandLine(...user, '--role', 'user', '--role=readonly')).toMatchObject({
      options: { email: 'ann@example.com', name: 'Ann', role: ['user', 'readonly'] },
    });
  });

  it('may leave --role out', () => {
    expect(parseCommandLine(...user)).not.toHaveProperty('options.role');
  });

  it('repeats -c key=value, whose values may contain =', () => {
    const args = ['-c', 'mailSender=a@example.com', '--context', 'appUrl=https://x/?a=b'];
    expect(parseCommandLine('deploy', '--stage', 'prod', ...args)).toMatchObject({
      options: { stage: 'prod', context: { mailSender: 'a@example.com', appUrl: 'https://x/?a=b' } },
    });
  });

  it('has --json for diff', () => {
    expect(parseCommandLine('diff', '--stage', 'dev', '--json')).toMatchObject({ options: { json: true } });
  });

  it('has -c for diff, too', () => {
    expect(parseCommandLine('diff', '--stage', 'dev', '-c', 'a=b')).toMatchObject({ options: { context: { a: 'b' } } });
  });

  it('stores the admin of a deployment as a canonical e-mail address', () => {
    expect(parseCommandLine('deploy', '--stage', 'prod', '--admin-email', 'Ann@Example.com')).toMatchObject({
      options: { adminEmail: 'ann@example.com' },
    });
  });

  it('has --stage local where the local system is the default', () => {
    expect(parseCommandLine('reconcile', '--stage', 'local')).toHaveProperty('options.stage', 'local');
  });

  it('limits mails to 20, and to --limit', () => {
    expect(parseCommandLine('mails')).toHaveProperty('options.limit', 20);
    expect(parseCommandLine('mails', '--limit', '3')).toHaveProperty('options.limit', 3);
  });
});

describe('a wrong command line ends with exit code 2 and one line', () => {
  it.each([
    ['an unknown command', ['lst'], /^Unknown command 'lst'/],
    ['a misspelt command', ['evnts'], /Did you mean events\?/],
    ['an unknown option', ['events', '--all'], /^Unknown option '--all'/],
    ['a misspelt option', ['events', '--jsn'], /Did you mean --json\?/],
    ['an excess argument', ['token', 'extra'], /^Too many arguments/],
    ['a value of a flag', ['reconcile', '--fix', 'no'], /^Too many arguments/],
    ['--fix=no', ['reconcile', '--fix=no'], /^Unknown option '--fix=no'/],
    ['--fix=0', ['reconcile', '--fix=0'], /^Unknown option '--fix=0'/],
    ['--yes=no', ['reset', '--yes=no'], /^Unknown option '--yes=no'/],
    ['a missing option', ['register', '--name', 'Ann'], /'--email <address>' not specified/],
    ['an option without its value', [...user, '--role'], /argument missing/],
    [
      'an option in place of a value',
      ['register', '--email', '--name', 'Ann'],
      /'--email <address>'.*the value is missing\.$/,
    ],
    ['an empty role', [...user, '--role', ''], /'--role <role>'.*the value is empty\.$/],
    [
      'an empty e-mail address',
      ['register', '--email=', '--name', 'Ann'],
      /'--email <address>'.*the value is empty\.$/,
    ],
    [
      'a limit that is no number',
      ['dlq', 'show', 'auditDlq', '--limit', 'abc'],
      /'abc' is invalid: it must be a number/,
    ],
    ['a limit of 0', ['mails', '--limit', '0'], /'0' is invalid: it must be a number/],
    ['an unknown action', ['dlq', 'lst'], /^Unknown command 'lst'.*Did you mean list\?/],
    ['a missing queue', ['dlq', 'show'], /^Missing required argument 'queue'/],
    ['a missing stage', ['deploy'], /'--stage <name>' not specified/],
    ['a missing stage of diff', ['diff'], /'--stage <name>' not specified/],
    ['an unknown stage', ['dlq', 'list', '--stage', 'moon'], /no such stage; choose one of dev, prod/],
    ['the stage local of a deployment', ['deploy', '--stage', 'local'], /`npx rollcall start` deploys it/],
    ['a stage of dev users', ['setup-dev-users', '--stage', 'prod'], /stage local alone.*--stage prod --admin-email/],
    [
      'an admin without an address',
      ['deploy', '--stage', 'prod', '--admin-email', 'nope'],
      /must be an e-mail address/,
    ],
    ['a context without =', ['deploy', '--stage', 'prod', '-c', 'appUrl'], /must be key=value/],
    ['the stage in the context', ['deploy', '--stage', 'prod', '-c', 'stage=dev'], /choose the stage with --stage/],
  ])('for %s', (_title, args, message) => {
    const answer = parseCommandLine(...args);
    expect(answer.exitCode).toBe(2);
    expect(answer).toHaveProperty('message', expect.stringMatching(message));
    expect(answer).toHaveProperty('message', expect.not.stringContaining('\n'));
  });
});

describe('explain', () => {
  it('uses the sentence and the exit code of a CommandError', () => {
    expect(explain(new CommandError('Refused; do this.', 2))).toMatchObject({
      exitCode: 2,
      message: 'Refused; do this.',
    });
  });

  it('names the file that this user may not write', () => {
    const error = Object.assign(new Error('no'), { code: 'EACCES', path: '/root/running.json' });
    expect(explain(error)).toEqual({
      exitCode: 1,
      message: expect.stringMatching(/^\/root\/running\.json cannot be used \(EACCES\); .*ROLLCALL_HOME\.$/),
    });
  });

  it('ends with 130 after Ctrl-C', () => {
    expect(explain(new DOMException('stop', 'AbortError'))).toMatchObject({ exitCode: 130 });
  });

  it('leaves a bug without a sentence, so that its stack is printed', () => {
    expect(explain(new TypeError('bug'))).toEqual({ exitCode: 1 });
  });
});
