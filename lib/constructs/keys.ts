import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, type KeyProps, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { removalPolicyOf } from './retention.ts';

/**
 * Administration of a key, which the account may delegate by IAM. KMS's default policy would allow kms:*, which
 * includes granting the key to other accounts.
 */
const administration = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:PutKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:EnableKeyRotation',
  'kms:ListResourceTags',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
  'kms:EnableKey',
  'kms:DisableKey',
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
] as const;

/** A statement for the account: its IAM policies may grant administration of the key, and these uses of it. */
export const accountStatement = (...uses: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    principals: [new AccountRootPrincipal()],
    actions: [...administration, ...uses],
    resources: ['*'],
  });

/** A key with exactly these statements as its policy. */
export const addKey = (
  scope: Construct,
  settings: Settings,
  { statements, ...props }: KeyProps & { readonly statements: PolicyStatement[] },
): Key =>
  new Key(scope, 'Key', {
    removalPolicy: removalPolicyOf(settings),
    policy: new PolicyDocument({ statements }),
    ...props,
  });

/** Signs the tokens in mails, and computes the keyed hashes under which they are stored (docs/adr/0009). */
export class TokenKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.key = addKey(this, settings, {
      description: 'Rollcall: tokens in mails and their keyed hashes.',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      statements: [accountStatement('kms:GenerateMac')],
    });
  }
}

/** Envelope encryption: encrypts the data keys that encrypt the user pool's refresh tokens in sessions (docs/adr/0016). */
export class SessionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.key = addKey(this, settings, {
      description: "Rollcall: the user pool's refresh tokens in sessions.",
      enableKeyRotation: true,
      statements: [accountStatement('kms:GenerateDataKey', 'kms:Decrypt')],
    });
  }
}
