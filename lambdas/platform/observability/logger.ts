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
 * Writes one JSON object a line, with the ids of the request context. `fields` hold ids only: no personal data, no
 * token, no whole event. Own code because Powertools' logger is 21 KB of a 240 KB budget (docs/adr/0006).
 */
export const logger = {
  info: (message: string, fields: Fields = {}) => write('INFO', message, fields),
  warn: (message: string, fields: Fields = {}) => write('WARN', message, fields),
  error: (message: string, fields: Fields = {}) => write('ERROR', message, fields),
};

/**
 * An exception's loggable fields: its name, its stack frames, and the message of our own errors. The message of an AWS
 * error (known by its $metadata) can quote personal data.
 */
export function errorFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const isOwnError = !('$metadata' in error);
  const places = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim());
  return { errorName: error.name, errorMessage: isOwnError ? error.message : undefined, stack: places };
}
