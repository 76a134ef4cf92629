import { Duration, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { PASSWORD_LENGTH } from '../../contracts/authentication.ts';
import { REGISTRATION_ATTRIBUTE } from '../../contracts/registration.ts';
import type { Settings } from '../config.ts';
import { isProtected, removalPolicyOf } from './settings.ts';
import type { TaskFunction } from './task-function.ts';

const challenges = [
  UserPoolOperation.DEFINE_AUTH_CHALLENGE,
  UserPoolOperation.CREATE_AUTH_CHALLENGE,
  UserPoolOperation.VERIFY_AUTH_CHALLENGE_RESPONSE,
];

export interface IdentitiesProps {
  /** Puts the roles into tokens. */
  readonly preTokenGeneration: TaskFunction;
  /** Gives tokens to who was logged in by an external provider. */
  readonly customChallenge: TaskFunction;
  readonly settings: Settings;
}

/** The user pool and the one client that Rollcall's own programs sign in with. */
export class Identities extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { preTokenGeneration, customChallenge, settings }: IdentitiesProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      // Only a registration makes users.
      selfSignUpEnabled: false,
      // Both: with e-mail alone Cognito makes up the username, and the workflow could not choose it.
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // Says which registration made a user, so that leftovers can be told from strangers (docs/adr/0012).
      customAttributes: { [REGISTRATION_ATTRIBUTE]: new StringAttribute({ mutable: false, maxLen: 80 }) },
      // A changed address counts only once it is verified; until then the old one does.
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // Length here, strength by our own judgement (docs/adr/0015).
      passwordPolicy: {
        minLength: PASSWORD_LENGTH.min,
        requireDigits: false,
        requireLowercase: false,
        requireUppercase: false,
        requireSymbols: false,
      },
      // The least plan that calls a V2 trigger, which puts groups into access tokens.
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: isProtected(settings),
      removalPolicy: removalPolicyOf(settings),
    });
    this.pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      preTokenGeneration.function,
      LambdaVersion.V2_0,
    );
    for (const operation of challenges) this.pool.addTrigger(operation, customChallenge.function);
    this.client = this.signIn();
    this.acknowledge();
  }

  private signIn(): UserPoolClient {
    return this.pool.addClient('Client', {
      // Through our servers only, so that attempts are seen and recorded: passwords need AWS credentials, and the
      // custom flow an answer that only the token key makes.
      authFlows: { adminUserPassword: true, custom: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      // As long as a session lives at most.
      refreshTokenValidity: Duration.days(30),
      // A bearer may change her locale herself. Her e-mail she may not: the lock in DynamoDB would not know.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
  }

  private acknowledge(): void {
    const { pool } = this;
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG1',
      reason: 'Length and strength instead of composition, which makes passwords guessable (NIST SP 800-63B).',
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG2',
      reason: 'Nobody but the seeded admin can sign in yet; a second factor comes with the sign-in pages.',
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The Plus plan costs a multiple for threat protection of sign-in pages, of which there are none yet.',
    });
  }
}
