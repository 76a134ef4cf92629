import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { keyCare } from './key-care.ts';
import { removalPolicyOf } from './settings.ts';

const delegated = [...keyCare, 'kms:GenerateDataKey', 'kms:Decrypt'];

/** Encrypts the data keys under which sessions keep the pool's refresh tokens (docs/adr/0016). */
export class SessionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: "Rollcall: the pool's tokens that sessions keep.",
      enableKeyRotation: true,
      removalPolicy: removalPolicyOf(settings),
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({ principals: [new AccountRootPrincipal()], actions: delegated, resources: ['*'] }),
        ],
      }),
    });
  }
}
