import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');

// The request's own way: the authorizer, the wrapper of every endpoint, the endpoint, and what it is bound to. The entry
// point of registration/ binds further operations as well, whose files this request does not pass.
const REQUEST = [
  'lambdas/access/authorizer.lambda.ts',
  'lambdas/platform/api/api.ts',
  'lambdas/registration/register-user.ts',
  'lambdas/registration/store.ts',
  'lambdas/domain/registration/workflow.ts',
];

const parse = (path: string) =>
  ts.createSourceFile(path, readFileSync(resolve(root, path), 'utf8'), ts.ScriptTarget.Latest);

const isImport = (node: ts.Node): node is ts.ImportDeclaration | ts.ExportDeclaration =>
  ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined);

const lineOf = (file: ts.SourceFile, position: number) => file.getLineAndCharacterOfPosition(position).line;

function measure(path: string): { readonly path: string; readonly lines: number; readonly importLines: number } {
  const file = parse(path);
  const importLines = file.statements
    .filter(isImport)
    .reduce((sum, node) => sum + lineOf(file, node.end) - lineOf(file, node.getStart(file)) + 1, 0);
  return { path, lines: file.text.split('\n').length - 1, importLines };
}

/** The files of lambdas/ that are loaded at run time. Types are gone then. */
function runtimeFiles(entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, verbatimModuleSyntax: true };
  function visit(path: string): void {
    if (reached.has(path) || !path.startsWith('lambdas/')) return;
    reached.add(path);
    const { outputText } = ts.transpileModule(readFileSync(resolve(root, path), 'utf8'), { compilerOptions });
    for (const { fileName } of ts.preProcessFile(outputText, true, true).importedFiles)
      if (fileName.startsWith('.')) visit(relative(root, resolve(root, dirname(path), fileName)));
  }
  entries.forEach(visit);
  return reached;
}

const files = globSync('lambdas/**/*.ts', { cwd: root }).map(measure);
const sizes = files.map(({ lines }) => lines).sort((a, b) => a - b);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const importShare = (100 * sum(files.map(({ importLines }) => importLines))) / sum(sizes);
const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
const longest = files.reduce((one, other) => (other.lines > one.lines ? other : one));
const behind = runtimeFiles(REQUEST).size;

console.log(
  [
    `structure of lambdas/: ${files.length} files, ${sum(sizes)} lines`,
    `import lines ${importShare.toFixed(1)} % (at most 9)`,
    `median file ${median} lines (50 to 70)`,
    `longest ${longest.lines}, ${longest.path} (at most 220)`,
    `${behind} runtime files behind POST /v1/users (at most 30)`,
  ].join('\n  '),
);
if (importShare > 9 || median < 50 || median > 70 || longest.lines > 220 || behind > 30) process.exitCode = 1;
