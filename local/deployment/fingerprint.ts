import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../folders.ts';

/** What the deployed system is made of; a change in any of these is a new deployment. */
const sources = ['bin', 'lib', 'lambdas', 'contracts', 'statemachines', 'cdk.json', 'package-lock.json'];

function filesBelow(base: string, name: string): readonly string[] {
  const at = path.join(base, name);
  const found = statSync(at, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [name];
  return readdirSync(at).flatMap((entry) => filesBelow(base, path.posix.join(name, entry)));
}

/**
 * Stands for the sources and the address that they are deployed to: equal fingerprints, equal systems.
 * Names and contents count, times do not: a fresh checkout of the same commit is the same system.
 */
export function fingerprint(endpoint: string, base = root, names: readonly string[] = sources): string {
  const hash = createHash('sha256').update(endpoint);
  const files = names.flatMap((name) => filesBelow(base, name)).sort();
  for (const file of files) {
    const content = createHash('sha256')
      .update(readFileSync(path.join(base, file)))
      .digest('hex');
    hash.update(`\n${file} ${content}`);
  }
  return hash.digest('hex');
}
