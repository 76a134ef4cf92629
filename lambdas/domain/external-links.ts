import type { WriteAction } from '../platform/aws/dynamo.ts';

/** An identity of a provider, as `<authType>#<externalId>`: an element of a profile's `externalIdentities`. */
export const externalName = ({ authType, externalId }: { authType: string; externalId: string }): string =>
  `${authType}#${externalId}`;

/** The key, in the registrations table, of an external identity's user: { userId, registrationId, linkedAt }. */
export const externalLinkKey = (name: string) => ({ pk: `EXTERNAL#${name}` });

/** Removes a user's links. Fails where a link belongs to another user. */
export const removeLinks = (
  table: string,
  userId: string,
  externalIdentities: Iterable<string> = [],
): readonly WriteAction[] =>
  [...externalIdentities].map((name) => ({
    Delete: {
      TableName: table,
      Key: externalLinkKey(name),
      ConditionExpression: 'attribute_not_exists(pk) OR userId = :userId',
      ExpressionAttributeValues: { ':userId': userId },
    },
  }));
