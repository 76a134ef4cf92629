import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findWords } from './words.ts';

// Arguments: paths or folders; the whole project without.
const tracked = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', ...process.argv.slice(2)],
  {
    encoding: 'utf8',
  },
);
const files = tracked
  .split('\n')
  .filter((path) => existsSync(path) && /\.(ts|tsx|md|py|asl\.json)$/.test(path) && !/^(LICENSE|CHANGELOG)/.test(path));
const findings = files.flatMap((path) => findWords({ path, text: readFileSync(path, 'utf8') }));
for (const { file, line, found, use } of findings) console.error(`${file}:${line}: "${found}": write ${use}`);
console.log(`words: ${files.length} files, ${findings.length} home-made words`);
if (findings.length > 0) process.exitCode = 1;
