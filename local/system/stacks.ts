import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { type Stage, stackName } from '../../lib/config.ts';

/** The tag of each stack with the fingerprint of what it was deployed from. */
export const FINGERPRINT_TAG = 'rollcall:fingerprint';

/** A stage's stacks in CloudFormation. */
export interface Deployed {
  /** Undefined unless Data and App are complete and of one deployment. */
  readonly fingerprint: string | undefined;
  /** Of all of them; Watch's too, where the stage has one. */
  readonly outputs: Readonly<Record<string, string>>;
}

async function describe(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  } catch (error) {
    // CloudFormation's error for a stack that does not exist.
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
}

const complete = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);

const fingerprintOf = (stack: Stack | undefined): string | undefined =>
  complete.has(stack?.StackStatus ?? '') ? stack?.Tags?.find(({ Key }) => Key === FINGERPRINT_TAG)?.Value : undefined;

/** Asks CloudFormation itself: the emulator's state may have been lost or restored. */
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
