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
import type { RollcallFunction } from './function.ts';
import { isProtected, removalPolicyOf } from './retention.ts';

const challenges = [
  UserPoolOperation.DEFINE_AUTH_CHALLENGE,
  UserPoolOperation.CREATE_AUTH_CHALLENGE,
  UserPoolOperation.VERIFY_AUTH_CHALLENGE_RESPONSE,
];

export interface IdentitiesProps {
  /** Adds the roles to tokens. */
  readonly preTokenGeneration: RollcallFunction;
  /** Issues tokens to users who logged in through an external provider. */
  readonly customChallenge: RollcallFunction;
  readonly settings: Settings;
}

/** The user pool and its one client, which only Rollcall's own functions use. */
export class Identities extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { preTokenGeneration, customChallenge, settings }: IdentitiesProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      // Only a registration creates users.
      selfSignUpEnabled: false,
      // Both: with e-mail alone Cognito generates the username, and the workflow could not choose it.
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // The registration that created the user: reconciliation removes no account without it (docs/adr/0012).
      customAttributes: { [REGISTRATION_ATTRIBUTE]: new StringAttribute({ mutable: false, maxLen: 80 }) },
      // A changed address is used only once it is verified; until then the previous one is.
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // Length here; strength is checked by the API (docs/adr/0015).
      passwordPolicy: {
        minLength: PASSWORD_LENGTH.min,
        requireDigits: false,
        requireLowercase: false,
        requireUppercase: false,
        requireSymbols: false,
      },
      // The lowest plan with V2 triggers, which can add groups to access tokens.
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
    this.client = this.addClient();
    this.acknowledge();
  }

  private addClient(): UserPoolClient {
    return this.pool.addClient('Client', {
      // Through the API only, so that attempts are limited and recorded: the password flow needs AWS credentials, and
      // the custom flow an answer that only the token key can compute.
      authFlows: { adminUserPassword: true, custom: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      // A session's maximum lifetime.
      refreshTokenValidity: Duration.days(30),
      // A bearer may change the locale. Not the e-mail address: its uniqueness lock in DynamoDB would be stale.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
  }

  private acknowledge(): void {
    const { pool } = this;
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG1',
      reason: 'Length and strength instead of composition rules, which make passwords guessable (NIST SP 800-63B).',
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG2',
      reason: 'Multi-factor authentication is not implemented yet: it needs sign-in pages.',
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'The Plus plan costs a multiple for threat protection of hosted sign-in pages, which Rollcall does not use.',
    });
  }
}
