import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './folders.ts';
import type { LocalSettings } from './settings.ts';

/** What the deployed system is made of; a change in any of these is a new deployment. */
const sources = ['bin', 'lib', 'lambdas', 'contracts', 'statemachines', 'cdk.json', 'package-lock.json'];

function filesBelow(base: string, name: string): readonly string[] {
  const at = path.join(base, name);
  const entry = statSync(at, { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (entry.isFile()) return [name];
  return readdirSync(at).flatMap((child) => filesBelow(base, path.posix.join(name, child)));
}

/** The inputs of a deployment besides its sources. */
export type DeployedWith = Pick<LocalSettings, 'endpoint' | 'externalIssuers'>;

/**
 * A hash of the sources, the address that they are deployed to and the external issuers: equal fingerprints, equal systems.
 * Names and contents count, times do not: a fresh checkout of the same commit is the same system.
 */
export function fingerprint(
  { endpoint, externalIssuers }: DeployedWith,
  base = root,
  names: readonly string[] = sources,
): string {
  const hash = createHash('sha256').update(`${endpoint} ${externalIssuers}`);
  const files = names.flatMap((name) => filesBelow(base, name)).sort();
  for (const file of files) {
    const content = createHash('sha256')
      .update(readFileSync(path.join(base, file)))
      .digest('hex');
    hash.update(`\n${file} ${content}`);
  }
  return hash.digest('hex');
}
