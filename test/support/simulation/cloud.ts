import { type Activity, LambdaError, never } from './activity.ts';
import { awsError } from './aws-error.ts';
import type { Effect, FaultPlan } from './fault.ts';
import type { RefusedEntries } from './services/bus.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Lets a call take effect and answers it, or throws as AWS does; asked for by PutEvents only, some entries fail. */
export type Apply = (refused?: RefusedEntries) => object;

/** A call by its wire name, and what it was made with. */
interface Command {
  readonly operation: string;
  readonly input?: object;
}

interface Attempt extends Command {
  readonly activity: Activity;
  readonly apply: Apply;
}

type Outcome<Kind extends Effect['kind']> = (
  attempt: Attempt,
  effect: Extract<Effect, { kind: Kind }>,
  time: VirtualTime,
) => object | Promise<object>;

/** What a call does whose answer is lost. */
function quietly(apply: Apply): void {
  try {
    apply();
  } catch {
    // The error is as lost as the answer.
  }
}

/** The SDK gives both tries one token, by which DynamoDB answers the second as it answered the first. */
function repeated({ operation, apply }: Attempt): object {
  if (operation === 'TransactWriteItems') return apply();
  quietly(apply);
  return apply();
}

const exited = () =>
  new LambdaError('Runtime.ExitError', 'RequestId: 1 Error: Runtime exited with error: exit status 1');

const outcomes: { readonly [Kind in Effect['kind']]: Outcome<Kind> } = {
  error: (_attempt, { name, fields }) => {
    throw awsError(name, fields);
  },
  ambiguous: ({ apply }, { name }) => {
    quietly(apply);
    throw awsError(name, { $fault: 'server' });
  },
  repeated,
  'refused-entries': ({ apply }, { which, code }) => apply({ which, code }),
  unprocessed: ({ input }) => ({ Responses: {}, UnprocessedKeys: (input as { RequestItems: object }).RequestItems }),
  crash: ({ activity, apply }, { when }) => {
    if (when === 'after') quietly(apply);
    activity.kill(exited());
    return never();
  },
  late: ({ activity, apply }, { ms }, time) => {
    time.after(ms, () => quietly(apply));
    activity.killAtTimeout(time);
    return never();
  },
  zombie: async ({ activity, apply }, { ms }, time) => {
    activity.killAtTimeout(time);
    activity.abandon(new LambdaError('Lambda.Unknown', 'The cause could not be determined'));
    await time.sleep(ms);
    return activity.alive ? apply() : never();
  },
};

/** Between the functions and the services: gives each call its turn and its fate. */
export class Cloud {
  readonly #time: VirtualTime;
  readonly #faults: FaultPlan;

  constructor(time: VirtualTime, faults: FaultPlan) {
    this.#time = time;
    this.#faults = faults;
  }

  async call(activity: Activity, { operation, input = {} }: Command, apply: Apply): Promise<object> {
    await this.#time.turn();
    if (!activity.alive) return never();
    const effect = this.#faults.effectOn({ by: activity.by, operation });
    if (effect === undefined) return apply();
    const outcome = outcomes[effect.kind] as Outcome<Effect['kind']>;
    return outcome({ activity, operation, input, apply }, effect, this.#time);
  }
}
