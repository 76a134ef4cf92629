import { kms } from '../platform/aws/clients.ts';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { readEnvironment, systemClock } from '../platform/runtime.ts';
import { customChallenge } from './external/custom-challenge.ts';

const env = readEnvironment('authentication/custom-challenge');

export const handler = customChallenge(tokens(kms(), env.TOKEN_KEY_ID), systemClock);
