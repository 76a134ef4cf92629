import type { WriteAction } from '../platform/aws/transaction.ts';

/** An identity of a provider, as `<authType>#<externalId>`: what a profile's `externalIdentities` lists. */
export const externalName = ({ authType, externalId }: { authType: string; externalId: string }): string =>
  `${authType}#${externalId}`;

/** Where the registrations table says for whom an external identity stands: { userId, registrationId, linkedAt }. */
export const externalLinkKey = (name: string) => ({ pk: `EXTERNAL#${name}` });

/** Removes a user's links, those that are hers. */
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
