import { defineCommand } from 'citty';
import { dim, say } from '../command/screen.ts';
import { stopSignal } from '../command/stop-signal.ts';
import { runningSystem } from '../running-system.ts';
import { eventLine } from './event-line.ts';
import { followBus } from './follow-bus.ts';

/** `npm run events`: prints every event as it comes over the bus, until Ctrl-C. */
export const eventsCommand = defineCommand({
  meta: { name: 'npm run events --', description: 'Follows the event bus until Ctrl-C.' },
  args: { json: { type: 'boolean', description: 'One JSON object a line: type, metadata, data.' } },
  async run({ args }) {
    const { clients, outputs } = await runningSystem();
    const signal = stopSignal();
    const show = args.json ? JSON.stringify : eventLine;
    const follower = await followBus(clients, outputs.eventBusName);
    if (!args.json) say(dim(`Following the bus ${outputs.eventBusName}; Ctrl-C ends it.`));
    try {
      while (!signal.aborted) for (const event of await follower.receive()) say(show(event));
    } finally {
      await follower.close();
    }
  },
});
