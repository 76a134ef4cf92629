import { currentContext } from './request-context.ts';

type Level = 'INFO' | 'WARN' | 'ERROR';
type Fields = Readonly<Record<string, unknown>>;

function write(level: Level, message: string, fields: Fields): void {
  const line = {
    level,
    timestamp: new Date().toISOString(),
    function: process.env.AWS_LAMBDA_FUNCTION_NAME,
    message,
    ...currentContext(),
    ...fields,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/**
 * One JSON object a line, with the ids of the present unit of work; `fields` hold ids only, never a person's data, a token or a whole event.
 * Own code because Powertools' logger is 21 KB of a 240 KB budget (docs/adr/0006).
 */
export const logger = {
  info: (message: string, fields: Fields = {}) => write('INFO', message, fields),
  warn: (message: string, fields: Fields = {}) => write('WARN', message, fields),
  error: (message: string, fields: Fields = {}) => write('ERROR', message, fields),
};

/**
 * What a log may say of an exception: its name, its stack's places, and the text of our own errors.
 * An AWS error's text (known by its $metadata) can quote what a person sent.
 */
export function errorFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const ours = !('$metadata' in error);
  const places = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim());
  return { errorName: error.name, errorMessage: ours ? error.message : undefined, stack: places };
}
