import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import {
  missingPermissions,
  readPermissions,
  readRolePermissions,
} from '../../../lambdas/domain/authorization/authorization.ts';

const items = [
  { pk: 'ROLE#reader', name: 'reader', permissions: ['users:read', 'audit:read'] },
  { pk: 'ROLE#writer', name: 'writer', permissions: ['users:read', 'users:disable'] },
  // A group may be called like a role.
  { pk: 'GROUP#reader', name: 'reader', permissions: ['invitations:create'] },
];

/** Answers every BatchGetItem with what it has of `items`, and counts the calls. */
function aTable(unprocessed: readonly object[] = []) {
  const calls: unknown[] = [];
  const client = {
    send: async ({ input }: { input: { RequestItems: { access: { Keys: { pk: string }[] } } } }) => {
      calls.push(input);
      const keys = input.RequestItems.access.Keys.map(({ pk }) => pk);
      const found = items.filter(({ pk }) => keys.includes(pk));
      return { Responses: { access: found }, UnprocessedKeys: { access: { Keys: unprocessed } } };
    },
  } as unknown as DynamoDBDocumentClient;
  return { read: readRolePermissions(client, 'access'), held: readPermissions(client, 'access'), calls };
}

describe('readRolePermissions', () => {
  it('returns the union of the permissions, each once', async () => {
    const { permissions, unknown } = await aTable().read(['reader', 'writer', 'reader']);

    expect([...permissions].sort()).toEqual(['audit:read', 'users:disable', 'users:read']);
    expect(unknown).toEqual([]);
  });

  it('returns the unknown names, in the order asked', async () => {
    expect((await aTable().read(['chief', 'reader', 'auditor'])).unknown).toEqual(['chief', 'auditor']);
  });

  it('reads nothing for no roles', async () => {
    const { read, calls } = aTable();

    expect(await read([])).toEqual({ permissions: new Set(), unknown: [] });
    expect(calls).toEqual([]);
  });

  it('throws when a role was left unread, instead of calling it unknown', async () => {
    await expect(aTable([{ pk: 'ROLE#reader' }]).read(['reader'])).rejects.toThrow('503');
  });
});

describe('readPermissions', () => {
  it('returns the union over roles and groups, in one call', async () => {
    const { held, calls } = aTable();

    const permissions = await held({ roles: new Set(['writer', 'deleted']), groups: new Set(['reader']) });

    expect([...permissions].sort()).toEqual(['invitations:create', 'users:disable', 'users:read']);
    expect(calls).toHaveLength(1);
  });

  it('returns nothing for no roles and groups, without a call', async () => {
    const { held, calls } = aTable();

    expect(await held({})).toEqual(new Set());
    expect(calls).toEqual([]);
  });

  it('throws when a definition was left unread', async () => {
    const { held } = aTable([{ pk: 'GROUP#auditors' }]);

    await expect(held({ groups: new Set(['auditors']) })).rejects.toThrow('503');
  });
});

describe('missingPermissions', () => {
  it('returns the wanted permissions that the caller lacks', () => {
    const held = new Set(['users:read']);

    expect(missingPermissions(held, new Set(['users:read']))).toEqual([]);
    expect(missingPermissions(held, new Set(['users:read', 'users:delete', 'audit:read']))).toEqual([
      'audit:read',
      'users:delete',
    ]);
  });
});
