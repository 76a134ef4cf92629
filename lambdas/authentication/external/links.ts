import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { externalIdentityLinkedV1 } from '../../../contracts/events/external-identity-linked.v1.ts';
import { externalLinkKey, externalName } from '../../domain/external-links.ts';
import { IS_VERIFIED } from '../../domain/profiles.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/dynamo.ts';
import { journalActions, journalEntry, type Operation } from '../../platform/events/journal.ts';
import type { ExternalIdentity } from './id-token.ts';

type IdentityName = Pick<ExternalIdentity, 'authType' | 'externalId'>;

/** The user of an external identity. */
interface ExternalLink {
  readonly userId: string;
}

export interface NewLink {
  readonly identity: IdentityName;
  readonly userId: string;
  readonly registrationId: string;
  /** The userId of a stored link whose user has been deleted: the new link replaces it. */
  readonly stale?: string | undefined;
}

export interface ExternalLinks {
  find(identity: IdentityName): Promise<ExternalLink | undefined>;
  /**
   * Links an identity to a user, with the event. False when the identity has a link by now, the user is being
   * deleted, or the user's address is not verified.
   */
  link(link: NewLink, operation: Operation): Promise<boolean>;
}

export interface LinkTables {
  readonly registrations: string;
  readonly users: string;
  readonly journal: string;
}

const putLink = (table: string, { identity, userId, registrationId, stale }: NewLink, at: Date): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...externalLinkKey(externalName(identity)), userId, registrationId, linkedAt: at.toISOString() },
    ConditionExpression: 'attribute_not_exists(pk) OR userId = :stale',
    ExpressionAttributeValues: { ':stale': stale ?? '' },
  },
});

/** The profile lists what a deletion removes. An unverified address may belong to another user, so it is not linked. */
const listOnProfile = (table: string, { identity, userId }: NewLink): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'ADD externalIdentities :names',
    ConditionExpression: `attribute_exists(userId) AND attribute_not_exists(deletionStartedAt) AND ${IS_VERIFIED}`,
    ExpressionAttributeNames: { '#method': 'method' },
    ExpressionAttributeValues: { ':names': new Set([externalName(identity)]), ':admin': 'admin' },
  },
});

export function externalLinks(client: DynamoDBDocumentClient, tables: LinkTables): ExternalLinks {
  return {
    async find(identity) {
      const Key = externalLinkKey(externalName(identity));
      const command = new GetCommand({ TableName: tables.registrations, Key, ConsistentRead: true });
      return (await client.send(command)).Item as ExternalLink | undefined;
    },

    async link(link, operation) {
      const { userId, identity } = link;
      const { authType: provider, externalId } = identity;
      const entry = journalEntry(externalIdentityLinkedV1, 'linked', { userId, provider, externalId });
      const conflict = await writeTransaction(client, [
        putLink(tables.registrations, link, operation.at),
        listOnProfile(tables.users, link),
        ...journalActions(tables.journal, operation, [entry]),
      ]);
      return conflict === undefined;
    },
  };
}
