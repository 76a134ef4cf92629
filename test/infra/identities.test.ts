import { describe, expect, it } from 'vitest';
import { nameOf, templateOf } from './template.ts';

const data = templateOf('prod', 'Data');
const [pool] = data.ofType('AWS::Cognito::UserPool');
const [client] = data.ofType('AWS::Cognito::UserPoolClient');
const [key] = data.ofType('AWS::KMS::Key');

describe('the user pool', () => {
  it('takes no sign-ups: only a registration makes users', () => {
    expect(pool?.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
  });

  it('lets the workflow choose the username, and people sign in by e-mail', () => {
    expect(pool?.Properties.AliasAttributes).toEqual(['email']);
    expect(pool?.Properties).not.toHaveProperty('UsernameAttributes');
  });

  it('asks for length and for no kinds of characters', () => {
    expect(pool?.Properties.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 8,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      RequireUppercase: false,
    });
  });

  it('asks the trigger for the roles in both tokens', () => {
    const { LambdaArn, LambdaVersion } = pool?.Properties.LambdaConfig.PreTokenGenerationConfig ?? {};

    expect([nameOf(LambdaArn), LambdaVersion]).toEqual(['PreTokenGenerationFunction', 'V2_0']);
    expect(pool?.Properties.UserPoolTier).toBe('ESSENTIALS');
  });

  it('asks one trigger for all of the custom flow', () => {
    const { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse } =
      pool?.Properties.LambdaConfig ?? {};

    expect([DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse].map(nameOf)).toEqual(
      Array(3).fill('CustomChallengeFunction'),
    );
  });

  it('marks users with their registration, for good', () => {
    expect(pool?.Properties.Schema).toEqual([
      {
        Name: 'registrationId',
        AttributeDataType: 'String',
        Mutable: false,
        StringAttributeConstraints: { MaxLength: '80' },
      },
    ]);
  });

  it('outlives its stack in prod', () => {
    expect([pool?.DeletionPolicy, pool?.Properties.DeletionProtection]).toEqual(['Retain', 'ACTIVE']);
  });
});

describe('the pool client', () => {
  it('signs in through our servers only, and tells nobody whether an account exists', () => {
    expect(client?.Properties).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
  });

  it('lets no bearer change an e-mail address past the registration', () => {
    expect(client?.Properties.WriteAttributes).toEqual(['locale']);
  });
});

describe('the token key', () => {
  it('makes MACs only, and outlives its stack in prod', () => {
    expect(key?.Properties).toMatchObject({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(key?.DeletionPolicy).toBe('Retain');
  });
});
