import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type WriteAction, writeTransaction } from '../aws/transaction.ts';
import { type JournalEntry, journalActions, type Operation } from './journal.ts';

/** Writes state and its events in one transaction; false when a condition failed, and then nothing is written. */
export type WriteWithEvents = (
  actions: readonly WriteAction[],
  operation: Operation,
  entries: readonly JournalEntry[],
) => Promise<boolean>;

export function writeWithEvents(client: DynamoDBDocumentClient, journalTable: string): WriteWithEvents {
  return async (actions, operation, entries) => {
    const rows = journalActions(journalTable, operation, entries);
    return (await writeTransaction(client, [...actions, ...rows])) === undefined;
  };
}
