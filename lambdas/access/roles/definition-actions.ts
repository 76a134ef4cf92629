import { definitionsKey, type RoleItem, roleKey } from '../../../contracts/internal/access-items.ts';
import type { WriteAction } from '../../platform/aws/transaction.ts';

/** Holds while nobody changed the role since it was read. Those of earlier versions have no `version`. */
const asRead = ({ version }: RoleItem) =>
  version === undefined
    ? {
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#version)',
        ExpressionAttributeNames: { '#version': 'version' },
      }
    : {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      };

export const putRole = (table: string, role: RoleItem): WriteAction => ({
  Put: { TableName: table, Item: { ...role }, ConditionExpression: 'attribute_not_exists(pk)' },
});

export const replaceRole = (table: string, before: RoleItem, after: RoleItem): WriteAction => ({
  Put: { TableName: table, Item: { ...after }, ...asRead(before) },
});

export const deleteRoleAction = (table: string, role: RoleItem): WriteAction => ({
  Delete: { TableName: table, Key: roleKey(role.name), ...asRead(role) },
});

/** Tells whoever keeps definitions in memory that they are old. */
export const countDefinitions = (table: string): WriteAction => ({
  Update: {
    TableName: table,
    Key: definitionsKey,
    UpdateExpression: 'ADD #version :one',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': 1 },
  },
});
