import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { documentAsText, withoutErrorClasses, withStubs } from './bundle-plugins.ts';
import { ConfigError } from './config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** An entry point's source file. */
const sourceOf = (entry: string): string => path.join(root, 'lambdas', `${entry}.lambda.ts`);

/** The folder that is uploaded for an entry point: index.js, and a file per module that is imported on demand. */
export const bundleOf = (entry: string): string => path.join(root, '.bundles', entry);

// Modules of the SDK that no function uses; each stub has the reason. lib/bundle-plugins.ts replaces more.
const alias = {
  '@aws-sdk/credential-provider-node': path.join(root, 'lambdas/platform/aws/credentials.ts'),
  '@aws-sdk/middleware-endpoint-discovery': path.join(root, 'lib/stubs/endpoint-discovery.ts'),
  '@smithy/core/event-streams': path.join(root, 'lib/stubs/event-streams.ts'),
};

/**
 * Calls without side effects: unused schemas are left out, including those with checks, and with `createPaginator` the
 * SDK's paginators. A bare `z.parse` would be left out, too (test/rules/files.test.ts).
 */
const pure = ['z', 'createPaginator', 'defineEvent'];

/** With one character outside ASCII, V8 stores all of the code as two bytes per character. */
const escapeNonAscii = (code: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII starts with it.
  code.replace(/[^\x00-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

interface BundledFile {
  readonly name: string;
  readonly code: string;
}

/** CJS, because an ESM import of node:http loads undici (28 ms), and minified (docs/adr/0005). */
async function buildFiles(entry: string): Promise<readonly BundledFile[]> {
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
  return output.flatMap((file) =>
    file.type === 'chunk' ? [{ name: file.fileName, code: escapeNonAscii(file.code) }] : [],
  );
}

/** Writes atomically, and only what changed: two concurrent synths never read half a file. */
async function writeFileOf(entry: string, { name, code }: BundledFile): Promise<void> {
  const file = path.join(bundleOf(entry), name);
  if (existsSync(file) && (await readFile(file, 'utf8')) === code) return;
  await mkdir(path.join(root, '.bundles', '.new'), { recursive: true });
  const temporary = path.join(root, '.bundles', '.new', `${entry.replaceAll('/', '-')}.${process.pid}.${name}`);
  await writeFile(temporary, code);
  await mkdir(path.dirname(file), { recursive: true });
  await rename(temporary, file);
}

async function writeBundle(entry: string): Promise<void> {
  for (const file of await buildFiles(entry)) await writeFileOf(entry, file);
}

/** Without a package.json Lambda runs a .js file as CJS; locally the project's own declares ESM. */
async function markAsCommonJs(): Promise<void> {
  await mkdir(path.join(root, '.bundles'), { recursive: true });
  await writeFile(path.join(root, '.bundles', 'package.json'), '{ "type": "commonjs" }\n');
}

/** Bundles every entry point to `.bundles/<entry>/index.js`. Throws ConfigError with the names of missing sources. */
export async function bundle(entries: readonly string[]): Promise<void> {
  const missing = entries.filter((entry) => !existsSync(sourceOf(entry)));
  if (missing.length > 0) {
    const files = missing.map((entry) => `lambdas/${entry}.lambda.ts`).join(', ');
    throw new ConfigError(`lib/functions deploys functions whose source is missing; add or remove: ${files}.`);
  }
  await markAsCommonJs();
  await Promise.all(entries.map(writeBundle));
}
