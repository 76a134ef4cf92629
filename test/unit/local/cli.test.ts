import { stripVTControlCharacters } from 'node:util';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram, explain } from '../../../local/cli.ts';
import { CommandError } from '../../../local/command-error.ts';

/** The program with actions that return the parsed options instead of doing the work. */
function parse(...args: readonly string[]) {
  const program = buildProgram();
  const parsed: { options?: object; args?: readonly string[] } = {};
  const output: string[] = [];
  const record = (command: Command) => {
    command.configureOutput({ writeOut: (text) => void output.push(text), writeErr: (text) => void output.push(text) });
    if (command.commands.length === 0)
      command.action(() => void Object.assign(parsed, { options: command.opts(), args: command.args }));
    command.commands.forEach(record);
  };
  record(program);
  try {
    program.parse(['node', 'rollcall', ...args]);
  } catch (error) {
    return { ...explain(error), output: output.join('') };
  }
  return { exitCode: 0, ...parsed, output: output.join('') };
}

const names = [
  ...['start', 'register', 'token', 'events', 'mails', 'dlq', 'reconcile'],
  ...['setup-groups', 'setup-dev-users', 'doctor', 'reset', 'deploy', 'diff'],
];

describe('rollcall --help', () => {
  it.each(names)('lists %s with a description', (name) => {
    expect(parse('--help').output).toMatch(new RegExp(`^  ${name}( \\S+)* {2,}\\w.+`, 'm'));
  });

  it('documents the exit codes', () => {
    expect(parse('--help').output).toContain('0 done, 1 failed, 2 usage error or refused');
  });

  it('prints no colour codes into a pipe', () => {
    const { output } = parse('register', '--help');
    expect(output).toBe(stripVTControlCharacters(output));
  });

  it.each([['--help'], ['register', '--help'], ['dlq', 'show', '--help'], ['help', 'deploy']])(
    'ends %s %s with 0',
    (...args) => {
      expect(parse(...args)).toMatchObject({ exitCode: 0 });
    },
  );

  it('is printed without a command, with exit code 2', () => {
    const { exitCode, output } = parse();
    expect(exitCode).toBe(2);
    expect(output).toContain('Commands:');
  });
});

const user = ['register', '--email', 'ann@example.com', '--name', 'Ann'];

describe('a command line', () => {
  it('repeats --role in order', () => {
    expect(parse(...user, '--role', 'user', '--role=readonly')).toMatchObject({
      options: { email: 'ann@example.com', name: 'Ann', role: ['user', 'readonly'] },
    });
  });

  it('may leave --role out', () => {
    expect(parse(...user)).not.toHaveProperty('options.role');
  });

  it('repeats -c key=value, whose values may contain =', () => {
    const args = ['-c', 'mailSender=a@example.com', '--context', 'appUrl=https://x/?a=b'];
    expect(parse('deploy', '--stage', 'prod', ...args)).toMatchObject({
      options: { stage: 'prod', context: { mailSender: 'a@example.com', appUrl: 'https://x/?a=b' } },
    });
  });

  it('has -c for diff, too', () => {
    expect(parse('diff', '--stage', 'dev', '-c', 'a=b')).toMatchObject({ options: { context: { a: 'b' } } });
  });

  it('stores the admin of a deployment as a canonical e-mail address', () => {
    expect(parse('deploy', '--stage', 'prod', '--admin-email', 'Ann@Example.com')).toMatchObject({
      options: { adminEmail: 'ann@example.com' },
    });
  });

  it('has --stage local where the local system is the default', () => {
    expect(parse('reconcile', '--stage', 'local')).toHaveProperty('options.stage', 'local');
  });

  it('limits mails to 20, and to --limit', () => {
    expect(parse('mails')).toHaveProperty('options.limit', 20);
    expect(parse('mails', '--limit', '3')).toHaveProperty('options.limit', 3);
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
    const answer = parse(...args);
    expect(answer.exitCode).toBe(2);
    expect(answer).toHaveProperty('message', expect.stringMatching(message));
    expect(answer).toHaveProperty('message', expect.not.stringContaining('\n'));
  });
});

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
      expect(parse('register')).toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(
          /^npm took --email .*npm run register -- --email .*npx rollcall register --email/,
        ),
      });
    });
  });

  it('are refused for an action of dlq by its whole name', () => {
    asNpm('dlq', { npm_config_full: 'true' }, () => {
      expect(parse('dlq', 'show', 'audit')).toHaveProperty(
        'message',
        expect.stringContaining('npx rollcall dlq show --full'),
      );
    });
  });

  it('are no reason to refuse npx', () => {
    asNpm('npx', { npm_config_email: 'ann@example.com' }, () => {
      expect(parse(...user)).toMatchObject({ exitCode: 0 });
    });
  });

  it('include no setting of npm itself', () => {
    asNpm('reset', { npm_config_yes: 'true', npm_config_json: 'true' }, () => {
      expect(parse('reset')).toMatchObject({ exitCode: 0, options: {} });
    });
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
