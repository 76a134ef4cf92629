import { styleText } from 'node:util';
import { S_ERROR, S_STEP_ACTIVE, S_STEP_SUBMIT } from '@clack/prompts';
import { spin } from './spinner.ts';

const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
  styleText(format, text, { stream: process.stdout });

export const bold = (text: string): string => paint('bold', text);
export const dim = (text: string): string => paint('dim', text);
export const green = (text: string): string => paint('green', text);

export const say = (text = ''): void => console.log(text);
export const done = (text: string): void => say(`${green(S_STEP_SUBMIT)}  ${text}`);
/** What is not done yet, and need not be. */
export const later = (text: string): void => say(`${dim(S_STEP_ACTIVE)}  ${text}`);
export const failed = (text: string): void =>
  console.error(`${styleText('red', S_ERROR, { stream: process.stderr })}  ${text}`);

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Shows that something is being done, and then that it was, and how long it took. */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const stop = spin(title);
  try {
    const result = await work();
    stop();
    done(`${title} ${dim(seconds(performance.now() - started))}`);
    return result;
  } catch (error) {
    stop();
    throw error;
  }
}
