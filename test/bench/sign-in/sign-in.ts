import type { Chapter, Log } from '../figure.ts';
import { withSystem } from '../system.ts';
import { MAX_ATTEMPTS } from './answer-times.ts';
import { enumeration } from './enumeration.ts';
import { loginTime } from './login-time.ts';
import { warmSession } from './warm-session.ts';

const howOf = (
  calls: number,
) => `A login by e-mail address with its session and events, against AdminInitiateAuth alone, by turns, each on a system at rest; connections are not kept alive.

Enumeration: ${calls} calls each, known and unknown addresses by turns in random order, four at once. The AUC (Mann-Whitney) is how often a known address takes longer than an unknown one: at 0.5 the time reveals nothing.
Known ones have signed up and not yet verified, so that each request means something to them; a sign-up's strangers are new each time. So that no throttle answers instead, no address is tried more than ${MAX_ATTEMPTS} times,
and what failed from this machine (the emulator knows one IP address only) is forgotten every 20 calls, between calls; the API's own limit of 50 requests a second does not exist there.
Registrations, mails and audit that follow a request run on the same machine as the next ones, which is harder than on AWS.`;

/** How long signing in takes, and what its time reveals. */
export function signInChapter(runs: number, calls: number, log: Log): Promise<Chapter> {
  return withSystem(async (system) => {
    log('the system runs');
    const login = await loginTime(system, runs, log);
    const reads = await warmSession(system);
    const { figures, details } = await enumeration(system, calls, log);
    return { title: 'Sign-in', how: howOf(calls), figures: [...login, ...reads, ...figures], details };
  });
}
