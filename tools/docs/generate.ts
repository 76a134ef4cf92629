import { readFileSync, writeFileSync } from 'node:fs';
import { generated } from './generated.ts';

const read = (url: URL): string | undefined => {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return undefined;
  }
};

const root = new URL('../../', import.meta.url);
const drifted = generated().filter(({ path, text }) => read(new URL(path, root)) !== text);
const paths = drifted.map(({ path }) => path).join(', ') || 'nothing';

if (!process.argv.includes('--check')) {
  for (const { path, text } of drifted) writeFileSync(new URL(path, root), text);
  console.log(`written: ${paths}`);
} else if (drifted.length > 0) {
  console.error(`out of date: ${paths}. Run npm run generate and commit what it writes.`);
  process.exitCode = 1;
}
