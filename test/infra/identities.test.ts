import { describe, expect, it } from 'vitest';
import { nameOf, templateOf } from './template.ts';

const data = templateOf('prod', 'Data');
const [pool] = data.ofType('AWS::Cognito::UserPool');
const [client] = data.ofType('AWS::Cognito::UserPoolClient');
const [key] = data.ofType('AWS::KMS::Key');

describe('the user pool', () => {
  it('refuses sign-ups: only a registration creates users', () => {
    expect(pool?.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
  });

  it('accepts a username that the workflow chooses, and signs users in by e-mail address', () => {
    expect(pool?.Properties.AliasAttributes).toEqual(['email']);
    expect(pool?.Properties).not.toHaveProperty('UsernameAttributes');
  });

  it('requires a minimum password length and no character classes', () => {
    expect(pool?.Properties.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 8,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      RequireUppercase: false,
    });
  });

  it('invokes the trigger that adds roles to both tokens', () => {
    const { LambdaArn, LambdaVersion } = pool?.Properties.LambdaConfig.PreTokenGenerationConfig ?? {};

    expect(nameOf(LambdaArn)).toBe('PreTokenGenerationFunction');
    expect(LambdaVersion).toBe('V2_0');
    expect(pool?.Properties.UserPoolTier).toBe('ESSENTIALS');
  });

  it('invokes one trigger for every step of the custom flow', () => {
    const { DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse } =
      pool?.Properties.LambdaConfig ?? {};

    expect([DefineAuthChallenge, CreateAuthChallenge, VerifyAuthChallengeResponse].map(nameOf)).toEqual(
      Array(3).fill('CustomChallengeFunction'),
    );
  });

  it('stores the registration of a user in an immutable attribute', () => {
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
    expect(pool?.DeletionPolicy).toBe('Retain');
    expect(pool?.Properties.DeletionProtection).toBe('ACTIVE');
  });
});

describe('the pool client', () => {
  it('signs users in through the API only, and does not reveal whether an account exists', () => {
    expect(client?.Properties).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
  });

  it('denies bearers to change their e-mail address', () => {
    expect(client?.Properties.WriteAttributes).toEqual(['locale']);
  });
});

describe('the token key', () => {
  it('computes MACs only, and outlives its stack in prod', () => {
    expect(key?.Properties).toMatchObject({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(key?.DeletionPolicy).toBe('Retain');
  });
});
