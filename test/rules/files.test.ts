import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type Source, sources } from './sources.ts';

const MAX_LINES = 200;

function decides({ path, text }: Source): boolean {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const branches = (node: ts.Node): boolean =>
    ts.isIfStatement(node) || ts.isSwitchStatement(node) || (ts.forEachChild(node, branches) ?? false);
  return branches(tree);
}

function dropsAnAnswer({ path, text }: Source): boolean {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const dropped = (node: ts.Node): boolean =>
    (ts.isExpressionStatement(node) && /^(await )?z\./.test(node.expression.getText(tree))) ||
    (ts.forEachChild(node, dropped) ?? false);
  return dropped(tree);
}

const pathsWhere = (test: (source: Source) => boolean) => sources.filter(test).map(({ path }) => path);

describe('every file', () => {
  it(`has at most ${MAX_LINES} lines`, () => {
    expect(pathsWhere(({ text }) => text.split('\n').length - 1 > MAX_LINES)).toEqual([]);
  });

  it('is in a folder with a name of the field', () => {
    expect(pathsWhere(({ path }) => /(^|\/)(helpers|utils|types)\//.test(path))).toEqual([]);
  });

  it('imports zod/mini in lambdas/: the full zod is too large for a bundle', () => {
    const shipped = /^(contracts|lambdas)\//;
    expect(pathsWhere(({ path, text }) => shipped.test(path) && /from 'zod'/.test(text))).toEqual([]);
  });

  it('uses what a schema returns: bundling drops a z.parse whose result is unused', () => {
    const shipped = /^(contracts|lambdas)\//;
    expect(pathsWhere((source) => shipped.test(source.path) && dropsAnAnswer(source))).toEqual([]);
  });
});

describe('every entry point', () => {
  const entries = sources.filter(({ path }) => path.endsWith('.lambda.ts'));

  it('is found', () => expect(entries.length).toBeGreaterThan(0));

  it('only binds: it has no if or switch', () => {
    expect(entries.filter(decides).map(({ path }) => path)).toEqual([]);
  });

  it('exports its handler', () => {
    expect(entries.filter(({ text }) => !/^export const handler = /m.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it.each([
    ['if (a) b();', true],
    ['const f = () => { switch (a) { default: } };', true],
    ['export const handler = api({});', false],
  ])('is checked for decisions: %s', (text, expected) => {
    expect(decides({ path: 'x.lambda.ts', text })).toBe(expected);
  });
});
