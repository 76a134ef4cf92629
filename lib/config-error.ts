/** Told to whoever ran the command, as the one sentence that it is: what is wrong and how to mend it. */
export class ConfigError extends Error {
  override readonly name = 'Misuse';
}
