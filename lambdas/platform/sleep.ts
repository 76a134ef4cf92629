/** Own code because node:timers/promises loads all of the web's streams: 3 ms and 1 MB of a start. */
export const sleep = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
