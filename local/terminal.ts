import { styleText } from 'node:util';
import { S_ERROR, S_STEP_ACTIVE, S_STEP_SUBMIT } from '@clack/prompts';

const { stdout } = process;

const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
  styleText(format, text, { stream: stdout });

export const bold = (text: string): string => paint('bold', text);
export const dim = (text: string): string => paint('dim', text);

export const say = (text = ''): void => console.log(text);
export const sayJson = (value: unknown): void => say(JSON.stringify(value, undefined, 2));
export const done = (text: string): void => say(`${paint('green', S_STEP_SUBMIT)}  ${text}`);
/** For what is not done yet and needs no attention. */
export const later = (text: string): void => say(`${dim(S_STEP_ACTIVE)}  ${text}`);
export const failed = (text: string): void =>
  console.error(`${styleText('red', S_ERROR, { stream: process.stderr })}  ${text}`);

const frames = ['◒', '◐', '◓', '◑'];
const FRAME_MS = 80;

/**
 * Spins on a terminal until the returned function is called; prints nothing anywhere else.
 * Not clack's: its spinner reads the keyboard and ends the process on Ctrl-C, so that the
 * emulator has no time to write its state.
 */
function spin(title: string): () => void {
  if (!stdout.isTTY) return () => {};
  const startedAt = performance.now();
  let frame = 0;
  const draw = () => {
    const waited = Math.floor((performance.now() - startedAt) / 1000);
    const sign = styleText('magenta', frames[frame++ % frames.length] ?? '');
    stdout.write(`\r\x1b[2K${sign}  ${title}${waited > 0 ? styleText('dim', ` ${waited} s`) : ''}`);
  };
  draw();
  const timer = setInterval(draw, FRAME_MS);
  return () => {
    clearInterval(timer);
    stdout.write('\r\x1b[2K');
  };
}

/** Does a part of the work under a title; the caller chooses how it is shown. */
export type Step = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

/** Shows the title while the work runs, and then how long it took. */
export const step: Step = async (title, work) => {
  const startedAt = performance.now();
  const stop = spin(title);
  try {
    const result = await work();
    stop();
    done(`${title} ${dim(`${((performance.now() - startedAt) / 1000).toFixed(1)} s`)}`);
    return result;
  } catch (error) {
    stop();
    throw error;
  }
};

/** For output that a script reads. */
export const silentStep: Step = (_title, work) => work();

// SIGHUP is a closed terminal.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const PARENT_CHECK_MS = 500;

/** Calls back when the process that started this one has ended: npm that was killed cannot pass a signal on. */
function onOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}

const isClosedPipe = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';

/** Calls back when the reader of our output has ended, as `head` does; other errors of the output are thrown. */
export const onOutputClosed = (callback: () => void): void =>
  void stdout.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
    callback();
  });

/** Aborts on the first Ctrl-C, SIGTERM or SIGHUP, when npm has ended, or when nothing reads the output any more. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of signals) process.on(signal, stop);
  onOrphaned(stop);
  onOutputClosed(stop);
  return controller.signal;
}

export const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
