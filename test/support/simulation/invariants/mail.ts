import { type MailTemplate, plans } from '../../../../contracts/mail.ts';
import { asksForMail, intentName } from '../../../../lambdas/mail/rules.ts';
import { derivedId } from '../../../../lambdas/platform/runtime.ts';
import { OPERATORS } from '../functions/functions.ts';
import type { World } from '../world.ts';

interface Entry {
  readonly eventId: string;
  readonly action: string;
  readonly details: { readonly email?: string };
}

/** One mail that an event asked for: to whom, and what became of it. */
interface Asked {
  readonly to: string;
  readonly template: MailTemplate;
  readonly state: string;
}

const typeOf = (action: string): string =>
  action.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, initial) => initial.toUpperCase());

/** The audit trail has every event that was published. */
function asked(world: World): readonly Asked[] {
  const entries = world.database.table('audit').items as unknown as readonly Entry[];
  return entries.flatMap(({ eventId, action, details }) => {
    const type = typeOf(action);
    if (!asksForMail(type, details)) return [];
    const plan = plans[type];
    const intent = world.database.table('mail').get({ intentId: derivedId(intentName(eventId, plan)) });
    const to = plan.recipient === 'operators' ? OPERATORS : (details.email ?? '');
    return [{ to, template: plan.template, state: String(intent?.state ?? 'not begun') }];
  });
}

const final = ['sent', 'failed', 'unknown'];

/** I4, I5: every mail that was asked for has come to an end, and no address got more mails than were to be sent. */
export function mailsFitIntents(world: World): readonly string[] {
  const all = asked(world);
  const open = all.filter(({ state }) => !final.includes(state));
  const readers = new Set([...all.map(({ to }) => to), ...world.mailbox.mails.map(({ to }) => to)]);
  const counts = [...readers].flatMap((reader) => {
    const states = all.filter(({ to }) => to === reader).map(({ state }) => state);
    const least = states.filter((state) => state === 'sent').length;
    const most = least + states.filter((state) => state === 'unknown').length;
    const mails = world.mailbox.mails.filter(({ to }) => to === reader).length;
    return mails >= least && mails <= most ? [] : [`I5: ${reader} got ${mails} mails, not ${least} to ${most}`];
  });
  return [...open.map(({ template, state }) => `I4: the mail ${template} is ${state}`), ...counts];
}
