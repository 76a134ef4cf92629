import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'rolldown';
import { Misuse } from './misuse.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** An entry's source, from its name below lambdas/ without `.lambda.ts`. */
const sourceOf = (entry: string): string => path.join(root, 'lambdas', `${entry}.lambda.ts`);

/** The folder that is uploaded for an entry; it holds index.js alone. */
export const bundleOf = (entry: string): string => path.join(root, '.bundles', entry);

// What the SDK carries and a Lambda never uses; each stub says why. Together 28 KB of a 240 KB budget.
const alias = {
  '@aws-sdk/credential-provider-node': path.join(root, 'lambdas/platform/aws/credentials.ts'),
  '@aws-sdk/middleware-endpoint-discovery': path.join(root, 'lib/stubs/endpoint-discovery.ts'),
  '@smithy/core/event-streams': path.join(root, 'lib/stubs/event-streams.ts'),
  'node:fs/promises': path.join(root, 'lib/stubs/configuration-files.ts'),
};

/** The SDK needs streams, middy does not: so this is no alias. */
const middyWithoutStreams: Plugin = {
  name: 'middy-without-streams',
  resolveId: {
    filter: { id: /^node:stream/ },
    handler: (_id, importer) =>
      importer?.includes('/@middy/core/') ? path.join(root, 'lib/stubs/streamed-answers.ts') : undefined,
  },
};

/** One character beyond ASCII, and V8 keeps all of the code at two bytes each. */
const inAscii = (code: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is ASCII's first character.
  code.replace(/[^\x00-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One file: CJS, because an ESM import of node:http loads undici (28 ms), and minified (docs/adr/0005). */
async function codeOf(entry: string): Promise<string> {
  const { output } = await build({
    input: sourceOf(entry),
    platform: 'node',
    tsconfig: false,
    plugins: [middyWithoutStreams],
    resolve: { alias, mainFields: ['module', 'main'] },
    output: { format: 'cjs', minify: true, codeSplitting: false, comments: false },
    logLevel: 'warn',
    write: false,
  });
  return inAscii(output[0].code);
}

/** Written whole or not at all, and only when changed: two synths at once do not see half a file. */
async function writeBundle(entry: string): Promise<void> {
  const code = await codeOf(entry);
  const file = path.join(bundleOf(entry), 'index.js');
  if (existsSync(file) && (await readFile(file, 'utf8')) === code) return;
  await mkdir(path.join(root, '.bundles', '.new'), { recursive: true });
  const unfinished = path.join(root, '.bundles', '.new', `${entry.replaceAll('/', '-')}.${process.pid}.js`);
  await writeFile(unfinished, code);
  await mkdir(path.dirname(file), { recursive: true });
  await rename(unfinished, file);
}

/** Lambda takes a .js without a package.json for CJS; here the project's own would say ESM. */
async function markAsCommonJs(): Promise<void> {
  await mkdir(path.join(root, '.bundles'), { recursive: true });
  await writeFile(path.join(root, '.bundles', 'package.json'), '{ "type": "commonjs" }\n');
}

/** Bundles every entry to `.bundles/<entry>/index.js`. Refuses by name the entries that have no source. */
export async function bundle(entries: readonly string[]): Promise<void> {
  const missing = entries.filter((entry) => !existsSync(sourceOf(entry)));
  if (missing.length > 0) {
    const files = missing.map((entry) => `lambdas/${entry}.lambda.ts`).join(', ');
    throw new Misuse(`lib/functions.ts deploys functions whose source is missing; write or remove: ${files}.`);
  }
  await markAsCommonJs();
  await Promise.all(entries.map(writeBundle));
}
