import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { documentAsText, withoutErrorClasses, withStubs } from './bundle-plugins.ts';
import { ConfigError } from './config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** An entry's source, from its name below lambdas/ without `.lambda.ts`. */
const sourceOf = (entry: string): string => path.join(root, 'lambdas', `${entry}.lambda.ts`);

/** The folder that is uploaded for an entry: index.js, and a file for each module that is imported when needed. */
export const bundleOf = (entry: string): string => path.join(root, '.bundles', entry);

// What the SDK carries and a Lambda never uses, in every bundle; each stub says why. More of it: lib/bundle-plugins.ts.
const alias = {
  '@aws-sdk/credential-provider-node': path.join(root, 'lambdas/platform/aws/credentials.ts'),
  '@aws-sdk/middleware-endpoint-discovery': path.join(root, 'lib/stubs/endpoint-discovery.ts'),
  '@smithy/core/event-streams': path.join(root, 'lib/stubs/event-streams.ts'),
};

/**
 * Calls without effect beside their answer: schemas that a handler does not use are left out, also those with checks,
 * and with `createPaginator` the SDK's listings. So `z.parse` alone would not refuse (test/rules/files.test.ts).
 */
const pure = ['z', 'createPaginator'];

/** One character beyond ASCII, and V8 keeps all of the code at two bytes each. */
const inAscii = (code: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is ASCII's first character.
  code.replace(/[^\x00-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

interface BundledFile {
  readonly name: string;
  readonly code: string;
}

/** CJS, because an ESM import of node:http loads undici (28 ms), and minified (docs/adr/0005). */
async function codeOf(entry: string): Promise<readonly BundledFile[]> {
  const { output } = await build({
    input: sourceOf(entry),
    platform: 'node',
    tsconfig: false,
    plugins: [withStubs, withoutErrorClasses, documentAsText],
    resolve: { alias, mainFields: ['module', 'main'] },
    treeshake: { manualPureFunctions: pure },
    output: {
      format: 'cjs',
      minify: true,
      comments: false,
      entryFileNames: 'index.js',
      chunkFileNames: '[name].js',
      codeSplitting: true,
    },
    logLevel: 'warn',
    write: false,
  });
  return output.flatMap((file) => (file.type === 'chunk' ? [{ name: file.fileName, code: inAscii(file.code) }] : []));
}

/** Written whole or not at all, and only when changed: two synths at once do not see half a file. */
async function writeBundled(entry: string, { name, code }: BundledFile): Promise<void> {
  const file = path.join(bundleOf(entry), name);
  if (existsSync(file) && (await readFile(file, 'utf8')) === code) return;
  await mkdir(path.join(root, '.bundles', '.new'), { recursive: true });
  const unfinished = path.join(root, '.bundles', '.new', `${entry.replaceAll('/', '-')}.${process.pid}.${name}`);
  await writeFile(unfinished, code);
  await mkdir(path.dirname(file), { recursive: true });
  await rename(unfinished, file);
}

async function writeBundle(entry: string): Promise<void> {
  for (const file of await codeOf(entry)) await writeBundled(entry, file);
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
    throw new ConfigError(
      `lib/functions/index.ts deploys functions whose source is missing; write or remove: ${files}.`,
    );
  }
  await markAsCommonJs();
  await Promise.all(entries.map(writeBundle));
}
