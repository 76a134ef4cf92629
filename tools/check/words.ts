import ts from 'typescript';
import { type BannedWord, bannedIdentifiers, bannedInText, exceptions } from './word-list.ts';

export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly found: string;
  readonly use: string;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

type Piece = { readonly text: string; readonly start: number };

const isExcepted = (file: string, word: string): boolean =>
  exceptions.some((exception) => exception.file.test(file) && exception.word.test(word));

function findingsIn({ path, text }: Source, pieces: readonly Piece[], banned: readonly BannedWord[]): Finding[] {
  return pieces.flatMap((piece) =>
    banned.flatMap(({ word, use }) => {
      const match = word.exec(piece.text);
      if (match === null || isExcepted(path, match[0])) return [];
      const line = text.slice(0, piece.start + match.index).split('\n').length;
      return [{ file: path, line, found: match[0], use }];
    }),
  );
}

/** Identifiers apart from texts (comments, strings, templates): some words are banned in one of them only. */
function piecesOf({ path, text }: Source): { identifiers: readonly Piece[]; texts: readonly Piece[] } {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const identifiers: Piece[] = [];
  const texts: Piece[] = [];
  const comments = new Set<number>();
  function addComments(position: number): void {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, position) ?? []) {
      if (comments.has(pos)) continue;
      comments.add(pos);
      texts.push({ text: text.slice(pos, end), start: pos });
    }
  }
  function visit(node: ts.Node): void {
    addComments(node.getFullStart());
    if (ts.isIdentifier(node)) identifiers.push({ text: node.text, start: node.getStart(tree) });
    else if (
      ts.isStringLiteralLike(node) &&
      !ts.isImportDeclaration(node.parent) &&
      !ts.isExportDeclaration(node.parent)
    )
      texts.push({ text: node.getText(tree), start: node.getStart(tree) });
    else if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      texts.push({ text: node.getText(tree), start: node.getStart(tree) });
    for (const child of node.getChildren(tree)) visit(child);
  }
  visit(tree);
  return { identifiers, texts };
}

/** The home-made words of a file, with what to write. */
export function findWords(source: Source): readonly Finding[] {
  if (!/\.tsx?$/.test(source.path)) {
    let start = 0;
    const lines = source.text.split('\n').map((text) => {
      const piece = { text, start };
      start += text.length + 1;
      return piece;
    });
    return findingsIn(source, lines, bannedInText);
  }
  const { identifiers, texts } = piecesOf(source);
  return [...findingsIn(source, identifiers, bannedIdentifiers), ...findingsIn(source, texts, bannedInText)];
}
