import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';

const account = z.object({ email: z.string(), password: z.string() });

/** `.rollcall/admin.json`: how the local admin signs in. */
export type AdminAccount = z.infer<typeof account>;

export function readAdminAccount(file: string): AdminAccount | undefined {
  try {
    return account.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

const OWNER_ONLY = 0o600;

export function writeAdminAccount(file: string, content: AdminAccount): void {
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: OWNER_ONLY });
  // The mode above counts for a new file only.
  chmodSync(file, OWNER_ONLY);
}
