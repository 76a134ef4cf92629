/** Exit codes: 0 done, 1 failed, 2 usage or refused. */
export const FAILED = 1;
export const REFUSED = 2;

/** A command cannot continue. The message is one sentence with the remedy; the user sees nothing else. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode = FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}
