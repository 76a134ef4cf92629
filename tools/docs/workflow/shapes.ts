import type { Graph } from './graph.ts';

export const NODE = { width: 190, height: 54 } as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** Two lines at most, broken at the space nearest to the middle. */
function linesOf(name: string): readonly string[] {
  if (name.length <= 24) return [name];
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const middle = name.length / 2;
  const at = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? name.length;
  return [name.slice(0, at), name.slice(at + 1)].filter((line) => line !== '');
}

function outline(type: string, { x, y }: Point): string {
  const { width, height } = NODE;
  const [left, top] = [x - width / 2, y - height / 2];
  if (type !== 'Choice') {
    const radius = type === 'Task' ? 6 : height / 2;
    return `<rect class="${type}" x="${left}" y="${top}" width="${width}" height="${height}" rx="${radius}"/>`;
  }
  const [right, bottom, cut] = [left + width, top + height, 18];
  const points = [
    [left, y],
    [left + cut, top],
    [right - cut, top],
    [right, y],
    [right - cut, bottom],
    [left + cut, bottom],
  ];
  return `<polygon class="Choice" points="${points.map((point) => point.join(',')).join(' ')}"/>`;
}

/** A state: its shape, its name, and under it how often it is tried again. */
export function nodeShape({ name, type, retries }: Graph['nodes'][number], at: Point): string {
  const note = retries > 0 ? [`<tspan class="note" x="${at.x}" dy="16">↻ ${retries} retries</tspan>`] : [];
  const names = linesOf(name).map((line, index) => `<tspan x="${at.x}" dy="${index && 16}">${escapeXml(line)}</tspan>`);
  const y = at.y + 5 - 8 * (names.length + note.length - 1);
  return `${outline(type, at)}\n<text x="${at.x}" y="${y}">${[...names, ...note].join('')}</text>`;
}
