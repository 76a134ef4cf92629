import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE } from '../../../contracts/events/index.ts';
import { emulatorAt } from '../../../local/system/clients.ts';
import type { LoggedCall } from '../../support/fault-proxy/call-log.ts';
import type { BenchSystem } from '../system.ts';
import { NOBODY, newSubject, ROLES } from './manual-execution.ts';
import type { Subject } from './task-calls.ts';

/** The same call for another user. Its ClientRequestToken goes: DynamoDB would take the call for a repetition and write nothing. */
function forAnother({ text }: LoggedCall, one: Subject, other: Subject): Record<string, unknown> {
  const names = ['registrationId', 'userId', 'email'] as const;
  const renamed = names.reduce((body, name) => body.replaceAll(one[name], other[name]), text);
  const { ClientRequestToken: _, ...body } = JSON.parse(renamed);
  return body;
}

const attempt = ({ registrationId, email }: Subject, bus: string) =>
  new PutEventsCommand({
    Entries: [
      {
        EventBusName: bus,
        Source: EVENT_SOURCE,
        DetailType: 'UserRegistrationStarted',
        Detail: JSON.stringify({
          metadata: {
            eventId: randomUUID(),
            version: 1,
            occurredAt: new Date().toISOString(),
            correlationId: registrationId,
            causationId: registrationId,
            actor: { type: 'system', id: NOBODY },
          },
          data: { registrationId, method: 'admin', roles: ROLES, email, name: 'Ann Example' },
        }),
      },
    ],
  });

type Send = (body: never) => Promise<unknown>;

/** Makes a registration's calls one after the other, with nothing between them. */
export function bareCalls({ outputs, proxy }: BenchSystem) {
  // Through the proxy, as the handlers' calls go.
  const settings = emulatorAt(proxy.url);
  const tables = new DynamoDBClient(settings);
  const users = new CognitoIdentityProviderClient(settings);
  const events = new EventBridgeClient(settings);
  const sends: Readonly<Record<string, Send>> = {
    BatchGetItem: (body) => tables.send(new BatchGetItemCommand(body)),
    GetItem: (body) => tables.send(new GetItemCommand(body)),
    TransactWriteItems: (body) => tables.send(new TransactWriteItemsCommand(body)),
    AdminCreateUser: (body) => users.send(new AdminCreateUserCommand(body)),
    AdminGetUser: (body) => users.send(new AdminGetUserCommand(body)),
  };

  function sendOf({ operation }: LoggedCall): Send {
    const send = sends[operation];
    if (send === undefined) throw new Error(`the workflow calls ${operation} now; bare-calls.ts has to learn it`);
    return send;
  }

  /** Milliseconds for the workflow's own event and all of `calls`, which were made for `one`. */
  return async (calls: readonly LoggedCall[], one: Subject): Promise<number> => {
    const other = newSubject();
    const prepared = calls.map((call) => [sendOf(call), forAnother(call, one, other)] as const);
    const begun = performance.now();
    await events.send(attempt(other, outputs.eventBusName));
    for (const [send, body] of prepared) await send(body as never);
    return performance.now() - begun;
  };
}
