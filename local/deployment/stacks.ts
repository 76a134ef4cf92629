import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { type Stage, stackName } from '../../lib/config.ts';

/** Says on each stack what it was deployed from. */
export const FINGERPRINT_TAG = 'rollcall:fingerprint';

/** A stage's stacks as they stand. */
export interface Deployed {
  /** Undefined unless Data and App are whole and of one deployment. */
  readonly fingerprint: string | undefined;
  /** Of all of them; Watch's too, where the stage has one. */
  readonly outputs: Readonly<Record<string, string>>;
}

async function describe(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  } catch (error) {
    // CloudFormation says "ValidationError" of a stack that does not exist.
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
}

const whole = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);

const fingerprintOf = (stack: Stack | undefined): string | undefined =>
  whole.has(stack?.StackStatus ?? '') ? stack?.Tags?.find(({ Key }) => Key === FINGERPRINT_TAG)?.Value : undefined;

/** Asks CloudFormation itself, so that a state that was lost or restored is seen as it is. */
export async function readDeployed(client: CloudFormationClient, stage: Stage): Promise<Deployed> {
  const kinds = ['Data', 'App', 'Watch'] as const;
  const stacks = await Promise.all(kinds.map((kind) => describe(client, stackName(stage, kind))));
  const [data, app] = stacks.map(fingerprintOf);
  const outputs = stacks.flatMap((stack) => stack?.Outputs ?? []);
  return {
    fingerprint: data === app ? data : undefined,
    outputs: Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
  };
}
