import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Stage, stageNames } from '../../lib/config.ts';

/** For an option that takes text: refuses an empty value, such as that of an unset variable, and another option. */
export function text(value: string): string {
  if (value === '') throw new InvalidArgumentError('the value is empty');
  if (value.startsWith('--')) throw new InvalidArgumentError('the value is missing');
  return value;
}

/** For an option that may be given more than once: its values, in order. */
export const texts = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, text(value)];

/** A number of things, 1 to 999,999. */
export function count(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('it must be a number from 1, such as 10');
}

const awsStages = stageNames.filter((name) => name !== 'local');

/** A stage in AWS. Refuses `local`, which `start` deploys, and names that lib/config.ts does not have. */
export function awsStage(value: string): Stage {
  const stage = awsStages.find((name) => name === value);
  if (stage !== undefined) return stage;
  const choice = `choose one of ${awsStages.join(', ')} (lib/config.ts)`;
  if (value === 'local') throw new InvalidArgumentError(`\`npx rollcall start\` deploys it; for AWS ${choice}`);
  throw new InvalidArgumentError(`there is no such stage; ${choice}`);
}

/** A stage in AWS, or the local system's. */
const anyStage = (value: string): Stage => (value === 'local' ? value : awsStage(value));

export const requiredStage = (): Option =>
  new Option('--stage <name>', `the stage in AWS: ${awsStages.join(' or ')}`).argParser(awsStage).makeOptionMandatory();

export const optionalStage = (): Option =>
  new Option(
    '--stage <name>',
    'a stage in AWS, with your credentials and AWS_REGION; the local system when absent',
  ).argParser(anyStage);

export const json = (what = 'print one JSON document and nothing else'): Option => new Option('--json', what);

const contextEntry = /^([^=\s]+)=(.*)$/s;

/** `key=value`, for CDK's context; repeatable. */
export function context(
  value: string,
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, key = '', setting = ''] = contextEntry.exec(value) ?? [];
  if (key === '') throw new InvalidArgumentError('it must be key=value, such as mailSender=rollcall@example.com');
  if (key === 'stage') throw new InvalidArgumentError('choose the stage with --stage');
  return { ...previous, [key]: setting };
}

export const contextOption = (): Option =>
  new Option('-c, --context <key=value>', "a value of CDK's context, such as mailSender=...; repeatable").argParser(
    context,
  );

/** The arguments of cdk for a stage and its context. */
export const contextArguments = (stage: Stage, more: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.entries({ stage, ...more }).flatMap(([key, value]) => ['--context', `${key}=${value}`]);

/** Options that npm has itself: their values may come from the user's own npm settings. */
const npmOptions = new Set(['json', 'yes']);

/**
 * The first option of the command that npm took for one of its own, as in `npm run register --email x`: npm sets
 * npm_config_email and passes nothing on.
 */
export function optionTakenByNpm(
  command: Command,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const script = environment.npm_lifecycle_event;
  if (script === undefined || script === 'npx') return undefined;
  const isTaken = (name: string) =>
    !npmOptions.has(name) && environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined;
  return command.options.map((option) => option.name()).find(isTaken);
}
