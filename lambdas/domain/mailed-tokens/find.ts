import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import { tokenNotValid } from './refusal.ts';
import { isOver, type MailedToken, type MailedTokenPurpose } from './token.ts';

/** The unused token of this text that is not over. Refuses with token_not_valid. */
export type FindToken = (text: string, purpose: MailedTokenPurpose, now: Date) => Promise<MailedToken>;

export function findToken(client: DynamoDBDocumentClient, table: string, tokens: Pick<Tokens, 'hash'>): FindToken {
  return async (text, purpose, now) => {
    const Key = { tokenHash: await tokens.hash(text) };
    const answer = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const token = answer.Item as MailedToken | undefined;
    const counts = token?.purpose === purpose && token.usedAt === undefined && !isOver(token, now);
    if (token === undefined || !counts) throw tokenNotValid();
    return token;
  };
}
