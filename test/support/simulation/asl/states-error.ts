/** An error of a state machine: a name, and a cause as text. */
export class StatesError extends Error {
  override readonly name: string;

  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

/** As `$states.errorOutput` shows it. */
export const errorOutput = (error: unknown) => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { Error: name, Cause: message };
};
