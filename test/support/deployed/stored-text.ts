import { readFileSync } from 'node:fs';
import { GetExecutionHistoryCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { peek } from '../../../local/commands/dlq/messages.ts';
import { LOCAL_REGION } from '../../../local/system/settings.ts';
import { clients, emulatorLog, outputs } from './system.ts';

/** A place where something is kept, and all that it holds, as text. */
export interface StoredText {
  readonly location: string;
  readonly text: string;
}

const stored = (location: string, holds: unknown): StoredText => ({
  location,
  // Binary values and sets become lists in JSON by themselves, or nothing.
  text: JSON.stringify(holds, (_key, value) => (value instanceof Set ? [...value] : value)),
});

async function inTable([name, TableName]: readonly [string, string]): Promise<StoredText> {
  const items: unknown[] = [];
  for await (const page of paginateScan({ client: clients.tables }, { TableName })) items.push(...(page.Items ?? []));
  return stored(`table ${name}`, items);
}

async function inQueue([name, url]: readonly [string, string]): Promise<StoredText> {
  const messages = await peek(clients.queues, url, 1_000);
  return stored(
    `queue ${name}`,
    messages.map(({ Body }) => Body),
  );
}

// One call beside all the others; its client would be one more to install.
async function askLogs<Answer>(operation: string, body: object): Promise<Answer> {
  const answer = await fetch(outputs.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261122/${LOCAL_REGION}/logs/aws4_request`,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${operation} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

interface LogPage {
  readonly events?: readonly { readonly message: string }[];
  readonly nextToken?: string;
}

async function inLogGroup(logGroupName: string, startTime: number): Promise<StoredText> {
  const messages: string[] = [];
  let nextToken: string | undefined;
  do {
    const page: LogPage = await askLogs('FilterLogEvents', { logGroupName, startTime, nextToken });
    messages.push(...(page.events ?? []).map(({ message }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return stored(`log ${logGroupName}`, messages);
}

async function inLogs(since: Date): Promise<readonly StoredText[]> {
  const { logGroups } = await askLogs<{ logGroups: readonly { logGroupName: string }[] }>('DescribeLogGroups', {});
  return Promise.all(logGroups.map(({ logGroupName }) => inLogGroup(logGroupName, since.getTime())));
}

async function inExecutions(since: Date): Promise<StoredText> {
  const { stateMachineArn } = outputs;
  const { executions = [] } = await clients.workflows.send(new ListExecutionsCommand({ stateMachineArn }));
  const recent = executions.filter(({ startDate = since }) => startDate >= since);
  const histories = recent.map(({ executionArn }) =>
    clients.workflows.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 })),
  );
  return stored('execution histories', await Promise.all(histories));
}

/** All that the system keeps: tables, dead letters, what functions and emulator have logged and workflows did `since`. */
export async function everythingStored(since: Date): Promise<readonly StoredText[]> {
  const dlqs = Object.entries(outputs.queues).filter(([name]) => name.endsWith('Dlq'));
  return [
    ...(await Promise.all(Object.entries(outputs.tables).map(inTable))),
    ...(await Promise.all(dlqs.map(inQueue))),
    ...(await inLogs(since)),
    await inExecutions(since),
    { location: 'emulator log', text: readFileSync(emulatorLog, 'utf8') },
  ];
}
