import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { keyCare } from './key-care.ts';
import { removalPolicyOf } from './settings.ts';

const delegated = [...keyCare, 'kms:GenerateMac'];

/** Makes the tokens in mails, and the keyed hashes under which they are stored (docs/adr/0009). */
export class TokenKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Rollcall: tokens in mails and their keyed hashes.',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: removalPolicyOf(settings),
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({ principals: [new AccountRootPrincipal()], actions: delegated, resources: ['*'] }),
        ],
      }),
    });
  }
}
