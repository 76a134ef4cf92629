import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientSettings } from './settings.ts';

export const cognito = (): CognitoIdentityProviderClient => new CognitoIdentityProviderClient(clientSettings);
