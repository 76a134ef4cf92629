import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { rolesInToken } from '../../../lambdas/access/roles-in-token.ts';
import type { ReadAuthorization } from '../../../lambdas/domain/authorization/authorization.ts';

async function rolesFor(read: ReadAuthorization) {
  const event = { userName: 'ann', request: {}, response: {} } as unknown as PreTokenGenerationV2TriggerEvent;
  return (await rolesInToken(read)(event)).response.claimsAndScopeOverrideDetails;
}

describe('rolesInToken', () => {
  it('puts the roles into both tokens, sorted, as groups and as a claim', async () => {
    const details = await rolesFor(async () => ({ roles: new Set(['user', 'admin']), version: 1 }));
    const claims = { claimsToAddOrOverride: { roles: 'admin user' } };
    expect(details).toEqual({
      idTokenGeneration: claims,
      accessTokenGeneration: { ...claims, scopesToSuppress: ['aws.cognito.signin.user.admin'] },
      groupOverrideDetails: { groupsToOverride: ['admin', 'user'] },
    });
  });

  it.each<[string, ReadAuthorization]>([
    ['a stranger', async () => undefined],
    ['a disabled user', async () => ({ roles: new Set(['admin']), version: 2, disabled: true })],
    ['a store that does not answer', () => Promise.reject(new Error('down'))],
  ])('puts no roles into the tokens for %s, and the sign-in goes on', async (_, read) => {
    expect((await rolesFor(read)).groupOverrideDetails).toEqual({ groupsToOverride: [] });
  });
});
