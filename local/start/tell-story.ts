import { adminToken, apiClient } from '../api-client.ts';
import { say, step } from '../command/screen.ts';
import { untilStopped } from '../command/stop-signal.ts';
import { liveThrough } from '../story/live-through.ts';
import type { Story } from '../story/story.ts';
import { tell } from '../story/tell.ts';
import type { System } from '../system.ts';

async function liveStory({ clients, outputs, admin }: System): Promise<Story> {
  const api = apiClient(outputs.apiUrl, await adminToken(clients, outputs, admin));
  return liveThrough({ clients, outputs, api });
}

/** Registers somebody and prints what happened. Ctrl-C interrupts it: AbortError. */
export async function tellStory(system: System, signal: AbortSignal): Promise<Story> {
  const interrupted = untilStopped(signal).then((): never => {
    throw signal.reason;
  });
  const story = await step('Register somebody over HTTP', () => Promise.race([liveStory(system), interrupted]));
  for (const line of tell(story)) say(line);
  return story;
}
