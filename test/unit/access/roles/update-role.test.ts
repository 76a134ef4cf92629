import { describe, expect, it } from 'vitest';
import { aCatalogue, refusal } from '../../../support/access/a-catalogue.ts';
import { by } from '../../../support/access/catalogue-world.ts';

describe('updateRole', () => {
  it('keeps omitted fields, records before and after, and counts the definitions up', async () => {
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
    expect(world.events).toEqual([]);
    expect(world.definitionsVersion).toBeUndefined();
  });

  it('refuses unknown and built-in roles', async () => {
    const { update } = aCatalogue();
    const body = { description: 'New.' };
    await expect(update({ ...by(), role: 'none', body })).rejects.toMatchObject(refusal('role_not_found', 'none'));
    await expect(update({ ...by(), role: 'user', body })).rejects.toMatchObject(refusal('built_in_role', 'user'));
  });

  it.each([
    ['adds', { permissions: ['audit:read' as const] }, []],
    ['removes', { permissions: [] }, ['audit:read' as const]],
    ['describes', { description: 'New.' }, ['audit:read' as const]],
  ])('refuses permissions that the caller lacks, also where the change %s them', async (_, body, before) => {
    const { world, update } = aCatalogue();
    world.role('auditor', ...before);
    const refused = update({ ...by('roles:manage'), role: 'auditor', body });
    await expect(refused).rejects.toMatchObject(refusal('not_allowed', 'audit:read'));
    expect(world.events).toEqual([]);
  });

  it('reads again when another request changed the role, and keeps that change', async () => {
    const { world, update } = aCatalogue();
    world.role('auditor');
    const first = () => update({ ...by(), role: 'auditor', body: { description: 'Other.' } });
    // Between the read and the write of the second.
    world.before = () => {
      world.before = () => first();
    };

    const answer = await update({ ...by(), role: 'auditor', body: { permissions: ['audit:read'] } });

    expect(answer).toMatchObject({ description: 'Other.', permissions: ['audit:read'] });
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
