import { adminToken } from '../../../local/system/api-client.ts';
import { admin, clients, outputs } from './system.ts';

let token: Promise<string> | undefined;

/** The admin's access token; one a file, since it lives for longer than the tests. */
export function adminAccessToken(): Promise<string> {
  token ??= adminToken(clients, outputs, admin);
  return token;
}

/** What an access token says of its bearer; not verified. */
export const claimsOf = (jwt: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

export const adminUserId = async (): Promise<string> => String(claimsOf(await adminAccessToken()).username);
