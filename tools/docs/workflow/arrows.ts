import type { Edge } from './graph.ts';
import type { Cell, Layout } from './layout.ts';
import { escapeXml, NODE, type Point } from './shapes.ts';

const LANE = 14;

export interface Route {
  readonly points: readonly Point[];
  readonly label: Point;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Straight down, within a column. */
function down(start: Point, end: Point): Route {
  const points = [
    { x: start.x, y: start.y + NODE.height / 2 },
    { x: end.x, y: end.y - NODE.height / 2 },
  ];
  return { points, label: { x: start.x + 8, y: (start.y + end.y) / 2 + 4 }, anchor: 'start' };
}

/** Down past the other columns, then sideways into the end. */
function downThenAcross(start: Point, end: Point): Route {
  const side = Math.sign(start.x - end.x);
  const points = [
    { x: start.x, y: start.y + NODE.height / 2 },
    { x: start.x, y: end.y },
    { x: end.x + (side * NODE.width) / 2, y: end.y },
  ];
  return { points, label: { x: start.x + 8, y: start.y + NODE.height / 2 + 20 }, anchor: 'start' };
}

/** Sideways into the gutter, down in a lane of its own, sideways into the end. */
function across(start: Point, end: Point, lane: number, port: number): Route {
  const side = Math.sign(end.x - start.x);
  const leave = start.x + (side * NODE.width) / 2;
  const enter = end.x - (side * NODE.width) / 2;
  const turn = enter - side * (LANE + lane * LANE);
  const y = end.y + port;
  const points = [
    { x: leave, y: start.y },
    { x: turn, y: start.y },
    { x: turn, y },
    { x: enter, y },
  ];
  const anchor = side > 0 ? 'start' : 'end';
  return { points, label: { x: leave + side * 6, y: start.y - 7 }, anchor };
}

/** Edges that end at the same state from the side, in the order in which they arrive: from above first. */
function sideEntries(edge: Edge, edges: readonly Edge[], layout: Layout): readonly Edge[] {
  const column = (name: string) => layout.get(name)?.column ?? 0;
  const row = (name: string) => layout.get(name)?.row ?? 0;
  return edges
    .filter(({ from, to }) => to === edge.to && column(from) !== column(to) && column(from) === column(edge.from))
    .sort((a, b) => row(b.from) - row(a.from));
}

export function routeOf(edge: Edge, edges: readonly Edge[], layout: Layout, pointOf: (cell: Cell) => Point): Route {
  const [from, to] = [layout.get(edge.from), layout.get(edge.to)];
  if (from === undefined || to === undefined) throw new Error(`${edge.from} or ${edge.to} has no place`);
  const [start, end] = [pointOf(from), pointOf(to)];
  if (from.column === to.column) return down(start, end);
  if (Math.abs(from.column) > Math.abs(to.column)) return downThenAcross(start, end);
  const entries = sideEntries(edge, edges, layout);
  const lane = entries.indexOf(edge);
  // The nearest enters in the middle, the others above it, 10 apart.
  return across(start, end, lane, -lane * 10);
}

export function arrow({ kind, label }: Edge, route: Route): string {
  const points = route.points.map(({ x, y }) => `${x},${y}`).join(' ');
  const text = label
    ? `\n<text class="label ${kind}" x="${route.label.x}" y="${route.label.y}" style="text-anchor: ${route.anchor}">${escapeXml(label)}</text>`
    : '';
  return `<polyline class="${kind}" points="${points}" marker-end="url(#${kind})"/>${text}`;
}
