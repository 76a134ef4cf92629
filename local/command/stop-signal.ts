// SIGHUP is a closed terminal.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const PARENT_CHECK_MS = 500;

/** Calls back when the process that started this one is gone: npm, killed without a chance to say so. */
function onOrphaned(tell: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) tell();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** Aborts on the first Ctrl-C, SIGTERM or SIGHUP, or when npm is gone; whoever waits then cleans up and ends. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of signals) process.on(signal, stop);
  onOrphaned(stop);
  return controller.signal;
}

export const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
