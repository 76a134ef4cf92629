import { readFileSync, writeFileSync } from 'node:fs';
import { generated, publishedSchemas } from './generated.ts';
import { narrowedDefinitions } from './narrowing.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string | undefined => {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
};

const changed = generated().filter(({ path, text }) => read(path) !== text);
const paths = changed.map(({ path }) => path).join(', ') || 'nothing';
const narrowed = Object.entries(publishedSchemas).flatMap(([path, schema]) =>
  narrowedDefinitions(JSON.parse(read(path) ?? '{}'), schema()).map((sentence) => `${path}: ${sentence}`),
);

if (narrowed.length > 0) {
  console.error(`${narrowed.join('\n')}\nOld data would be unreadable. Widen the schema, or declare a new version.`);
  process.exitCode = 1;
} else if (!process.argv.includes('--check')) {
  for (const { path, text } of changed) writeFileSync(new URL(path, root), text);
  console.log(`written: ${paths}`);
} else if (changed.length > 0) {
  console.error(`out of date: ${paths}. Run npm run generate and commit the result.`);
  process.exitCode = 1;
}
