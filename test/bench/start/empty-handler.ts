import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let made: string | undefined;

/** A folder that the end of this process removes. */
export function scratchFolder(): string {
  if (made !== undefined) return made;
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  made = folder;
  return folder;
}

export function moduleOf(name: string, code: string): string {
  const file = path.join(scratchFolder(), `${name}.cjs`);
  writeFileSync(file, code);
  return file;
}

/** What every start is compared with. */
export const emptyHandler = (): string => moduleOf('empty', 'exports.handler = async () => ({ statusCode: 200 });\n');
