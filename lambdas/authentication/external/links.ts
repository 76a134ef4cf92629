import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { externalIdentityLinkedV1 } from '../../../contracts/events/external-identity-linked.v1.ts';
import { externalLinkKey, externalName } from '../../domain/external-links.ts';
import { IS_VERIFIED } from '../../domain/profiles.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/transaction.ts';
import { journalActions, journalEntry, type Operation } from '../../platform/events/journal.ts';
import type { ExternalIdentity } from './identity.ts';

type Named = Pick<ExternalIdentity, 'authType' | 'externalId'>;

/** For whom an external identity stands. */
interface ExternalLink {
  readonly userId: string;
}

/** Who shall be linked, and the userId of a link that stands there but whose user is gone. */
export interface Linking {
  readonly identity: Named;
  readonly userId: string;
  readonly registrationId: string;
  readonly stale?: string | undefined;
}

export interface ExternalLinks {
  find(identity: Named): Promise<ExternalLink | undefined>;
  /**
   * Links, with the event. False when that is not so any more: the identity stands for somebody by now, or the user
   * is being deleted, or her address is not verified.
   */
  link(linking: Linking, operation: Operation): Promise<boolean>;
}

export interface LinkTables {
  readonly registrations: string;
  readonly users: string;
  readonly journal: string;
}

const putLink = (table: string, { identity, userId, registrationId, stale }: Linking, at: Date): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...externalLinkKey(externalName(identity)), userId, registrationId, linkedAt: at.toISOString() },
    ConditionExpression: 'attribute_not_exists(pk) OR userId = :stale',
    ExpressionAttributeValues: { ':stale': stale ?? '' },
  },
});

/** The profile lists what the deletion removes. Somebody whose address is not proved may be anybody. */
const listOnProfile = (table: string, { identity, userId }: Linking): WriteAction => ({
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

    async link(linking, operation) {
      const { userId, identity } = linking;
      const { authType: provider, externalId } = identity;
      const entry = journalEntry(externalIdentityLinkedV1, 'linked', { userId, provider, externalId });
      const conflict = await writeTransaction(client, [
        putLink(tables.registrations, linking, operation.at),
        listOnProfile(tables.users, linking),
        ...journalActions(tables.journal, operation, [entry]),
      ]);
      return conflict === undefined;
    },
  };
}
