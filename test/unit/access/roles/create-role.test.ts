import { describe, expect, it } from 'vitest';
import { aCatalogue, refusal } from '../../../support/access/a-catalogue.ts';
import { ADMIN, by } from '../../../support/access/catalogue-world.ts';

const auditor = {
  name: 'auditor',
  description: 'Reads the trail.',
  permissions: ['users:read', 'audit:read'] as const,
};
const asked = (more: Partial<typeof auditor> = {}, idempotencyKey?: string) => ({
  ...by(),
  body: { ...auditor, ...more, permissions: [...(more.permissions ?? auditor.permissions)] },
  idempotencyKey,
});
describe('roleStore.list', () => {
  it('returns every role by name, from the index page by page', async () => {
    const { world, list } = aCatalogue();
    world.role('zebra');
    world.role('auditor');
    const { operations } = world.database;
    const pages: unknown[] = [];
    Object.assign(operations, {
      Query: new Proxy(operations.Query as (input: object) => object, {
        apply: (query, _, [input]) => {
          pages.push(input);
          return query({ ...input, Limit: 2 });
        },
      }),
    });

    expect(await list()).toEqual(['admin', 'auditor', 'readonly', 'user', 'zebra']);
    expect(pages).toHaveLength(3);
    expect(pages[0]).toMatchObject({ IndexName: 'byList' });
  });
});

describe('createRole', () => {
  it('writes the role with its event, and counts the definitions up', async () => {
    const { world, create } = aCatalogue();

    const created = await create(asked());

    expect(created).toEqual({ ...auditor, permissions: ['users:read', 'audit:read'], builtIn: false });
    expect(world.roleNamed('auditor')).toMatchObject({ version: 1, builtIn: false });
    expect(world.definitionsVersion).toBe(1);
    expect(world.rows).toMatchObject([
      {
        type: 'RoleCreated',
        detail: {
          metadata: { actor: { type: 'user', id: ADMIN }, correlationId: 'cor-1', causationId: 'req-1' },
          data: { role: 'auditor', permissions: ['users:read', 'audit:read'] },
        },
      },
    ]);
    expect(await world.grant('auditor')).toBe(true);
  });

  it('refuses a name that is taken, and writes nothing', async () => {
    const { world, create } = aCatalogue();
    world.role('auditor');

    await expect(create(asked())).rejects.toMatchObject(refusal('role_exists', 'auditor'));
    await expect(create(asked({ name: 'admin' }))).rejects.toMatchObject(refusal('role_exists', 'admin'));

    expect(world.events).toEqual([]);
    expect(world.definitionsVersion).toBeUndefined();
  });

  it('refuses permissions that the caller lacks', async () => {
    const { world, create } = aCatalogue();

    const refused = create({ ...asked(), ...by('roles:manage', 'users:read') });

    await expect(refused).rejects.toMatchObject(refusal('not_allowed', /do not have: audit:read\./));
    expect(world.roleNamed('auditor')).toBeUndefined();
  });

  it('refuses the name of a deleted role that a user still has', async () => {
    const { world, create } = aCatalogue();
    const role = world.role('auditor');
    await world.grant('auditor');
    world.database.table('access').delete({ pk: role.pk, sk: role.sk });

    await expect(create(asked())).rejects.toMatchObject(refusal('role_in_use', 'still has'));
  });

  describe('with an idempotency key', () => {
    it('returns the same answer again, also when the role was assigned or changed since', async () => {
      const { world, create, update } = aCatalogue();
      const first = await create(asked({}, 'k-1'));
      expect(await create(asked({}, 'k-1'))).toEqual(first);
      await world.grant('auditor');
      await update({ ...by(), role: 'auditor', body: { permissions: [] } });

      expect(await create(asked({}, 'k-1'))).toEqual(first);
      expect(world.events).toEqual(['RoleCreated', 'RoleUpdated']);
    });

    it('returns the same answer to two requests at once', async () => {
      const { world, create } = aCatalogue();
      const answers = await Promise.all([create(asked({}, 'k-1')), create(asked({}, 'k-1'))]);
      expect(answers[0]).toEqual(answers[1]);
      expect(world.events).toEqual(['RoleCreated']);
      expect(world.definitionsVersion).toBe(1);
    });

    it.each([
      { description: 'Another.' },
      { name: 'other' },
      { permissions: ['users:read'] as unknown as typeof auditor.permissions },
    ])('refuses another role under it: %o', async (more) => {
      const { world, create } = aCatalogue();
      await create(asked({}, 'k-1'));
      await expect(create(asked(more, 'k-1'))).rejects.toMatchObject(refusal('idempotency_key_reused'));
      expect(world.events).toEqual(['RoleCreated']);
    });

    it('keeps the keys of two callers apart', async () => {
      const { create } = aCatalogue();
      await create(asked({}, 'k-1'));
      const caller = { ...by().caller, userId: '11111111-1111-4111-8111-111111111111' };
      const other = create({ ...asked({ name: 'other' }, 'k-1'), caller });
      await expect(other).resolves.toMatchObject({ name: 'other' });
    });
  });
});
