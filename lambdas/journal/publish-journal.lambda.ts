import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientSettings } from '../platform/aws/clients.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { eventBus, publishJournal } from './publish.ts';

const { EVENT_BUS_NAME } = readEnvironment('journal/publish-journal');

export const handler = publishJournal(eventBus(new EventBridgeClient(clientSettings), EVENT_BUS_NAME));
