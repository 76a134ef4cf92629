import type { Outputs } from '../../../local/system/outputs.ts';
import type { LoggedCall } from '../../support/fault-proxy/call-log.ts';

/** Whose calls are looked for. */
export interface Subject {
  readonly registrationId: string;
  readonly userId: string;
  readonly email: string;
}

/**
 * The calls that the workflow's tasks made for a registration that was started by hand: consumers have
 * tables of their own or only report (a row of the journal by itself, which tasks write with their state), and the
 * publisher calls the bus.
 */
export function taskCallsOf(
  calls: readonly LoggedCall[],
  { tables }: Pick<Outputs, 'tables'>,
  { registrationId, userId, email }: Subject,
): readonly LoggedCall[] {
  const ofConsumers = [tables.audit, tables.mail, tables.invitations].map((name) => `"${name}"`);
  const isAboutHer = (text: string) => [registrationId, userId, email].some((id) => text.includes(id));
  const isOfTasks = ({ service, operation, text }: LoggedCall): boolean => {
    if (service === 'cognito-idp') return isAboutHer(text);
    if (service !== 'dynamodb' || ofConsumers.some((name) => text.includes(name))) return false;
    if (operation === 'PutItem' && text.includes(`"${tables.journal}"`)) return false;
    return isAboutHer(text) || operation === 'BatchGetItem';
  };
  return calls.filter(isOfTasks);
}
