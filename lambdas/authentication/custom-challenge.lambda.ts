import { KMSClient } from '@aws-sdk/client-kms';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { customChallenge } from './external/custom-challenge.ts';

const env = readEnvironment('authentication/custom-challenge');

export const handler = customChallenge(tokens(new KMSClient(clientSettings), env.TOKEN_KEY_ID), systemClock);
