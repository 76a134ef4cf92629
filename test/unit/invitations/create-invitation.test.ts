import { describe, expect, it } from 'vitest';
import { invitation as invitationSchema } from '../../../contracts/api/invitations.ts';
import { createInvitation } from '../../../lambdas/invitations/create-invitation.ts';
import { parse } from '../../../lambdas/platform/parse.ts';
import { anInvite, CREATED, ENDS_AT, INVITER } from '../../support/invitations/builders.ts';
import { fakeInvitations, fakeRoles } from '../../support/invitations/fake-invitations.ts';

const SEVEN_DAYS_MS = 7 * 24 * 60 * 60 * 1000;

function anInviter() {
  const fake = fakeInvitations();
  const { roles, read } = fakeRoles({ user: [], reader: ['users:read'], admin: ['users:read', 'users:delete'] });
  const time = { now: CREATED };
  let ids = 0;
  const create = createInvitation({
    store: fake.store,
    rolePermissions: read,
    tokens: {
      derive: async (purpose) => `token(${purpose})`,
      hash: async (token) => `hash(${token})`,
    },
    clock: () => time.now,
    newId: () => {
      ids += 1;
      return `0193a1f0-0000-7000-8000-00000000000${ids}`;
    },
  });
  return { create, roles, time, ...fake };
}

describe('createInvitation', () => {
  it('creates a pending invitation for 7 days, and journals InvitationCreated', async () => {
    const { create, journal } = anInviter();

    const made = await create(anInvite());

    expect(parse(invitationSchema, made)).toMatchObject({ ok: true });
    expect(made).toMatchObject({ state: 'pending', invitedBy: INVITER, expiresAt: ENDS_AT });
    expect(journal).toMatchObject([
      {
        type: 'InvitationCreated',
        detail: {
          metadata: { actor: { id: INVITER }, correlationId: 'cor-1', causationId: 'req-1' },
          data: { invitationId: made.invitationId, email: 'ann@example.com', expiresAt: ENDS_AT },
        },
      },
    ]);
  });

  it('stores the hash of the token, and returns and journals no token', async () => {
    const { create, invitations, journal } = anInviter();

    const made = await create(anInvite());

    expect(invitations.get(made.invitationId)?.tokenHash).toBe(`hash(token(invitation:${made.invitationId}:1))`);
    expect(JSON.stringify([made, journal])).not.toContain('token');
  });

  it('refuses unknown roles by name', async () => {
    const { create, invitations } = anInviter();

    const refused = create(anInvite({ body: { email: 'ann@example.com', roles: ['auditor', 'user', 'chief'] } }));

    await expect(refused).rejects.toMatchObject({
      type: 'unknown_roles',
      message: 'There is no role named auditor, chief.',
    });
    expect(invitations.size).toBe(0);
  });

  it('refuses roles with permissions that the caller does not have', async () => {
    const { create } = anInviter();

    const refused = create(anInvite({ body: { email: 'ann@example.com', roles: ['admin'] } }));

    await expect(refused).rejects.toMatchObject({
      type: 'not_allowed',
      message: expect.stringContaining('users:delete'),
    });
  });

  it('refuses a second invitation while one is pending', async () => {
    const { create } = anInviter();
    await create(anInvite());

    await expect(create(anInvite())).rejects.toMatchObject({ type: 'invitation_pending' });
  });

  it('creates another invitation once the first one has expired', async () => {
    const { create, time } = anInviter();
    const first = await create(anInvite());
    time.now = new Date(CREATED.getTime() + SEVEN_DAYS_MS + 1);

    const second = await create(anInvite());

    expect(second.invitationId).not.toBe(first.invitationId);
  });

  describe('with an idempotency key', () => {
    it('returns the same answer for a repeated request, also after a role was deleted', async () => {
      const { create, journal, roles } = anInviter();
      const first = await create(anInvite({ idempotencyKey: 'k-1' }));
      roles.delete('user');

      expect(await create(anInvite({ idempotencyKey: 'k-1' }))).toEqual(first);
      expect(journal).toHaveLength(1);
    });

    it('returns the same answer to two concurrent requests', async () => {
      const { create, store, journal } = anInviter();
      const find = store.find;
      // Both read before either has written.
      let reads = 0;
      store.find = async (id) => {
        reads += 1;
        return reads <= 2 ? undefined : find(id);
      };

      const [one, other] = await Promise.all([
        create(anInvite({ idempotencyKey: 'k-1' })),
        create(anInvite({ idempotencyKey: 'k-1' })),
      ]);

      expect(one).toEqual(other);
      expect(journal).toHaveLength(1);
    });

    it('refuses another request with the same key', async () => {
      const { create } = anInviter();
      await create(anInvite({ idempotencyKey: 'k-1' }));

      const refused = create(anInvite({ idempotencyKey: 'k-1', body: { email: 'bob@example.com', roles: ['user'] } }));

      await expect(refused).rejects.toMatchObject({ type: 'idempotency_key_reused' });
    });

    it('accepts the same key from another caller', async () => {
      const { create } = anInviter();
      await create(anInvite({ idempotencyKey: 'k-1' }));
      const caller = { userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b', permissions: new Set<string>() };

      const other = create(
        anInvite({ idempotencyKey: 'k-1', caller, body: { email: 'bob@example.com', roles: ['user'] } }),
      );

      await expect(other).resolves.toMatchObject({ email: 'bob@example.com' });
    });
  });
});
