import { describe, expect, it } from 'vitest';
import { createRole } from '../../../lambdas/access/catalogue/create-role.ts';
import { deleteRole } from '../../../lambdas/access/catalogue/delete-role.ts';
import { catalogue } from '../../../lambdas/access/catalogue/store.ts';
import { updateRole } from '../../../lambdas/access/catalogue/update-role.ts';
import { ADMIN, by, CatalogueWorld, tables } from '../../support/access/catalogue-world.ts';

function aCatalogue() {
  const world = new CatalogueWorld();
  const slept: number[] = [];
  const parts = {
    catalogue: catalogue(world.client, tables),
    clock: world.clock,
    ids: world.ids,
    sleep: async (ms: number) => void slept.push(ms),
  };
  return {
    world,
    slept,
    list: async () => (await parts.catalogue.list()).map(({ name }) => name),
    create: createRole(parts),
    update: updateRole(parts),
    remove: deleteRole(parts),
    parts,
  };
}

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
const refusal = (type: string, says: string | RegExp = '') => ({ type, message: expect.stringMatching(says) });

describe('the list of roles', () => {
  it('has every role by name, and is read from the index page by page', async () => {
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

describe('making a role', () => {
  it('writes it with its event, and counts the definitions up', async () => {
    const { world, create } = aCatalogue();

    const made = await create(asked());

    expect(made).toEqual({ ...auditor, permissions: ['users:read', 'audit:read'], builtIn: false });
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

    expect([world.events, world.definitionsVersion]).toEqual([[], undefined]);
  });

  it('lets nobody define what they do not hold', async () => {
    const { world, create } = aCatalogue();

    const refused = create({ ...asked(), ...by('roles:manage', 'users:read') });

    await expect(refused).rejects.toMatchObject(refusal('not_allowed', /do not hold: audit:read\./));
    expect(world.roleNamed('auditor')).toBeUndefined();
  });

  it('brings no grants of a deleted role back to life', async () => {
    const { world, create } = aCatalogue();
    const role = world.role('auditor');
    await world.grant('auditor');
    world.database.table('access').delete({ pk: role.pk, sk: role.sk });

    await expect(create(asked())).rejects.toMatchObject(refusal('role_in_use', 'still holds'));
  });

  describe('with an idempotency key', () => {
    it('gives the same answer again, also when the role is held or changed since', async () => {
      const { world, create, update } = aCatalogue();
      const first = await create(asked({}, 'k-1'));
      expect(await create(asked({}, 'k-1'))).toEqual(first);
      await world.grant('auditor');
      await update({ ...by(), role: 'auditor', body: { permissions: [] } });

      expect(await create(asked({}, 'k-1'))).toEqual(first);
      expect(world.events).toEqual(['RoleCreated', 'RoleUpdated']);
    });

    it('gives the same answer to two at once', async () => {
      const { world, create } = aCatalogue();
      const answers = await Promise.all([create(asked({}, 'k-1')), create(asked({}, 'k-1'))]);
      expect(answers[0]).toEqual(answers[1]);
      expect([world.events, world.definitionsVersion]).toEqual([['RoleCreated'], 1]);
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

describe('changing a role', () => {
  it('keeps what is not named, tells before and after, and counts the definitions up', async () => {
    const { world, update } = aCatalogue();
    world.role('auditor', 'audit:read');

    const answer = await update({ ...by(), role: 'auditor', body: { permissions: ['users:read', 'audit:read'] } });

    expect(answer).toMatchObject({ description: 'Of a test.', permissions: ['users:read', 'audit:read'] });
    expect(world.roleNamed('auditor')).toMatchObject({ version: 2, list: 'ROLES' });
    expect(world.definitionsVersion).toBe(1);
    const description = 'Of a test.';
    expect(world.rows[0]?.detail.data).toEqual({
      role: 'auditor',
      before: { description, permissions: ['audit:read'] },
      after: { description, permissions: ['users:read', 'audit:read'] },
    });
  });

  it('writes nothing where nothing changes', async () => {
    const { world, update } = aCatalogue();
    world.role('auditor', 'audit:read');
    await update({ ...by(), role: 'auditor', body: { description: 'Of a test.', permissions: ['audit:read'] } });
    expect([world.events, world.definitionsVersion]).toEqual([[], undefined]);
  });

  it('refuses roles that do not exist, and built-in ones', async () => {
    const { update } = aCatalogue();
    const body = { description: 'New.' };
    await expect(update({ ...by(), role: 'none', body })).rejects.toMatchObject(refusal('role_not_found', 'none'));
    await expect(update({ ...by(), role: 'user', body })).rejects.toMatchObject(refusal('built_in_role', 'user'));
  });

  it.each([
    ['adds', { permissions: ['audit:read' as const] }, []],
    ['takes away', { permissions: [] }, ['audit:read' as const]],
    ['describes', { description: 'New.' }, ['audit:read' as const]],
  ])('lets nobody touch what they do not hold, also who only %s it', async (_, body, before) => {
    const { world, update } = aCatalogue();
    world.role('auditor', ...before);
    const refused = update({ ...by('roles:manage'), role: 'auditor', body });
    await expect(refused).rejects.toMatchObject(refusal('not_allowed', 'audit:read'));
    expect(world.events).toEqual([]);
  });

  it('changes what somebody else has changed a moment before, and not over it', async () => {
    const { world, update } = aCatalogue();
    world.role('auditor');
    const first = () => update({ ...by(), role: 'auditor', body: { description: 'Hers.' } });
    // Between the read and the write of the second.
    world.before = () => {
      world.before = () => first();
    };

    const answer = await update({ ...by(), role: 'auditor', body: { permissions: ['audit:read'] } });

    expect(answer).toMatchObject({ description: 'Hers.', permissions: ['audit:read'] });
    expect(world.roleNamed('auditor')?.version).toBe(3);
  });

  it('changes a role that an earlier version wrote, without a version', async () => {
    const { world, update } = aCatalogue();
    const { version: _, ...old } = world.role('auditor');
    world.put(old);
    await update({ ...by(), role: 'auditor', body: { description: 'New.' } });
    expect(world.roleNamed('auditor')).toMatchObject({ description: 'New.', version: 1 });
  });
});

describe('deleting a role', () => {
  it('takes it out with its event, and counts the definitions up', async () => {
    const { world, slept, remove, list } = aCatalogue();
    world.role('auditor', 'audit:read');

    await remove({ ...by(), role: 'auditor' });

    expect(await list()).not.toContain('auditor');
    expect(world.definitionsVersion).toBe(1);
    expect(world.rows).toMatchObject([{ type: 'RoleDeleted', detail: { data: { permissions: ['audit:read'] } } }]);
    expect(slept).toEqual([1_000]);
    expect(await world.grant('auditor')).toBe(false);
  });

  it('refuses roles that do not exist, and built-in ones', async () => {
    const { remove } = aCatalogue();
    await expect(remove({ ...by(), role: 'none' })).rejects.toMatchObject(refusal('role_not_found'));
    await expect(remove({ ...by(), role: 'user' })).rejects.toMatchObject(refusal('built_in_role'));
  });

  it('lets nobody delete a role that holds more than hers', async () => {
    const { world, remove } = aCatalogue();
    world.role('auditor', 'audit:read');
    const refused = remove({ ...by('roles:manage'), role: 'auditor' });
    await expect(refused).rejects.toMatchObject(refusal('not_allowed'));
  });

  it.each([0, 1])(
    'refuses a role that somebody holds, and gives it on as before (the index lags %i query)',
    async (lag) => {
      const { world, remove } = aCatalogue();
      world.role('auditor');
      await world.grant('auditor');
      world.blindQueries = lag;

      await expect(remove({ ...by(), role: 'auditor' })).rejects.toMatchObject(refusal('role_in_use', 'auditor/users'));

      expect(world.roleNamed('auditor')?.retiredAt).toBeUndefined();
      expect(world.events).toEqual([]);
      expect(world.definitionsVersion).toBeUndefined();
    },
  );

  it('gives the role to nobody while it looks for holders', async () => {
    const { world, parts } = aCatalogue();
    world.role('auditor');
    const given: boolean[] = [];
    const sleep = async () => void given.push(await world.grant('auditor'));

    await deleteRole({ ...parts, sleep })({ ...by(), role: 'auditor' });

    expect(given).toEqual([false]);
    expect(world.roleNamed('auditor')).toBeUndefined();
    expect(world.held).toBeUndefined();
  });

  it('keeps a role that is given after it was read and before it is retired', async () => {
    const { world, remove } = aCatalogue();
    world.role('auditor');
    world.before = () => {
      world.before = () => world.grant('auditor');
    };
    await expect(remove({ ...by(), role: 'auditor' })).rejects.toMatchObject(refusal('role_in_use'));
    expect(world.roleNamed('auditor')).toBeDefined();
  });

  it('asked for twice at once deletes once, and finds nothing the other time', async () => {
    const { world, remove } = aCatalogue();
    world.role('auditor');
    const twice = await Promise.allSettled([
      remove({ ...by(), role: 'auditor' }),
      remove({ ...by(), role: 'auditor' }),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refusal('role_not_found') });
    expect(world.events).toEqual(['RoleDeleted']);
  });

  it('deletes the role as another change of the same moment left it', async () => {
    const { world, parts, update } = aCatalogue();
    world.role('auditor');
    let changed = false;
    const sleep = async () => {
      if (!changed) await update({ ...by(), role: 'auditor', body: { description: 'New.' } });
      changed = true;
    };

    await deleteRole({ ...parts, sleep })({ ...by(), role: 'auditor' });

    expect(world.rows.map(({ type, detail }) => [type, (detail.data as { description?: string }).description])).toEqual(
      [
        ['RoleUpdated', undefined],
        ['RoleDeleted', 'New.'],
      ],
    );
  });

  it('gives the role on as before when the holders could not be looked up', async () => {
    const { world, parts } = aCatalogue();
    world.role('auditor');
    const sleep = () => Promise.reject(new Error('out of time'));

    await expect(deleteRole({ ...parts, sleep })({ ...by(), role: 'auditor' })).rejects.toThrow('out of time');

    expect(await world.grant('auditor')).toBe(true);
  });

  it('goes on where a deletion died', async () => {
    const { world, remove } = aCatalogue();
    world.put({ ...world.role('auditor'), retiredAt: '2026-11-22T09:00:00.000Z' });
    await remove({ ...by(), role: 'auditor' });
    expect(world.events).toEqual(['RoleDeleted']);
  });
});
