import type { Edge, Graph } from './graph.ts';

/** A cell of the picture: column 0 is the happy path, row 0 the start. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}
export type Layout = ReadonlyMap<string, Cell>;

const from = (graph: Graph, name: string) => graph.edges.filter((edge) => edge.from === name);

/** From the start by Next and by each Choice's first answer: the way that everybody hopes for. */
function happyPath(graph: Graph): readonly string[] {
  const path: string[] = [];
  for (let name: string | undefined = graph.start; name !== undefined && !path.includes(name); ) {
    path.push(name);
    name = from(graph, name).find(({ kind }) => kind !== 'catch')?.to;
  }
  return path;
}

const endsWell = (graph: Graph, name: string): boolean => {
  const onward = from(graph, name).find(({ kind }) => kind !== 'catch');
  if (onward) return endsWell(graph, onward.to);
  return graph.nodes.find((node) => node.name === name)?.type === 'Succeed';
};

/** What leaves the happy path stands beside its last cause: to the left what still ends well, to the right what does not. */
function besideHappyPath(graph: Graph, path: readonly string[], name: string): Cell | undefined {
  const row = path.findLastIndex((cause) => from(graph, cause).some(({ to }) => to === name));
  return row < 0 ? undefined : { column: endsWell(graph, name) ? -1 : 1, row };
}

/** Where an edge puts its end: a catch further out, all else below. */
const behind = ({ column, row }: Cell, { kind }: Edge): Cell =>
  kind === 'catch' ? { column: column + Math.sign(column || 1), row } : { column, row: row + 1 };

function placeSuccessors(graph: Graph, cells: Map<string, Cell>): void {
  // A Map's iteration sees what is added on the way, so each new cell places its own successors.
  for (const [name, cell] of cells) {
    for (const edge of from(graph, name)) if (!cells.has(edge.to)) cells.set(edge.to, behind(cell, edge));
  }
}

/** A place for every state that the start reaches. */
export function layOut(graph: Graph): Layout {
  const path = happyPath(graph);
  const cells = new Map<string, Cell>(path.map((name, row) => [name, { column: 0, row }]));
  for (const { name } of graph.nodes) {
    const cell = cells.has(name) ? undefined : besideHappyPath(graph, path, name);
    if (cell) cells.set(name, cell);
  }
  placeSuccessors(graph, cells);
  return cells;
}
