import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rooms = ['bin', 'contracts', 'lambdas', 'lib', 'local', 'test', 'tools'];

export interface Source {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file of the project. */
export const sources: readonly Source[] = rooms
  .flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root }))
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** What a file imports: a path from the root for our own files, the package's name for all else. */
export function importsOf({ path, text }: Source): readonly string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? relative(root, resolve(root, dirname(path), fileName)) : packageOf(fileName),
  );
}

/** The same without imports of types, which are gone at run time. */
export function runtimeImportsOf({ path, text }: Source): readonly string[] {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, verbatimModuleSyntax: true };
  return importsOf({ path, text: ts.transpileModule(text, { compilerOptions }).outputText });
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
