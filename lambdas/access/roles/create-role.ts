import type * as z from 'zod/mini';
import type { createRoleRequest, Role } from '../../../contracts/api/access.ts';
import type { EventData } from '../../../contracts/events/index.ts';
import { roleCreatedV1 } from '../../../contracts/events/role-created.v1.ts';
import { type RoleItem, roleItem } from '../../../contracts/internal/access-items.ts';
import { journalEntry } from '../../platform/events/journal.ts';
import { derivedId } from '../../platform/ids.ts';
import { type CatalogueDependencies, type Instruction, operationOf } from './instruction.ts';
import {
  inOrder,
  keyReused,
  refuseMissingPermissions,
  roleExists,
  roleStillHeld,
  sameDefinition,
  toRole,
} from './rules.ts';

export interface CreateRole extends Instruction {
  readonly body: z.output<typeof createRoleRequest>;
  readonly idempotencyKey: string | undefined;
}

/** The event's place in its operation. */
const CREATED = 'created';

const newItem = ({ name, description, permissions }: CreateRole['body']): RoleItem => ({
  ...roleItem(name, { description, permissions: inOrder(permissions), builtIn: false }),
  version: 1,
});

const created = ({ name, description, permissions }: RoleItem) =>
  journalEntry(roleCreatedV1, CREATED, { role: name, description, permissions: [...permissions] });

/** Makes a role, once for each Idempotency-Key. Refuses by problem type. */
export function createRole({ catalogue, clock, ids }: CatalogueDependencies): (request: CreateRole) => Promise<Role> {
  async function replayed(operationId: string, item: RoleItem): Promise<Role | undefined> {
    const earlier = (await catalogue.earlier(operationId, CREATED)) as EventData<'RoleCreated'> | undefined;
    if (earlier === undefined) return undefined;
    const { role, description, permissions } = earlier;
    const same = role === item.name && sameDefinition(item, { description, permissions: inOrder(permissions) });
    if (!same) throw keyReused();
    return toRole(item);
  }

  return async (request) => {
    const { body, caller, idempotencyKey } = request;
    refuseMissingPermissions(caller.permissions, body.permissions);
    const item = newItem(body);
    const id = idempotencyKey === undefined ? ids() : derivedId(`createRole:${caller.userId}:${idempotencyKey}`);
    const held = await catalogue.isHeld(item.name);
    if (!held && (await catalogue.create(item, operationOf(request, id, clock()), created(item))) === undefined)
      return toRole(item);
    const earlier = await replayed(id, item);
    if (earlier) return earlier;
    throw held && (await catalogue.find(item.name)) === undefined ? roleStillHeld(item.name) : roleExists(item.name);
  };
}
