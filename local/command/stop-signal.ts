// SIGHUP is a closed terminal.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts on the first Ctrl-C, SIGTERM or SIGHUP; whoever waits for it then cleans up and ends. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) process.on(signal, () => controller.abort());
  return controller.signal;
}

export const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
