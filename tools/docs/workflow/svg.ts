import { arrow, routeOf } from './arrows.ts';
import { type EdgeKind, graphOf, type Machine } from './graph.ts';
import { type Cell, layOut } from './layout.ts';
import { NODE, nodeShape, type Point } from './shapes.ts';

const STEP = { x: NODE.width + 110, y: NODE.height + 44 } as const;
const MARGIN = 24;

const colours: Record<EdgeKind, string> = { next: '#334155', choice: '#334155', catch: '#b91c1c' };

const style = `
text { font: 14px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #0f172a; text-anchor: middle; }
.note { font-size: 11px; fill: #475569; }
.label { font-size: 12px; fill: #334155; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
.label.catch { fill: #b91c1c; stroke: #ffffff; }
polyline { fill: none; stroke-width: 1.5; }
polyline.next, polyline.choice { stroke: #334155; }
polyline.catch { stroke: #b91c1c; stroke-dasharray: 5 4; }
rect, polygon { stroke: #334155; stroke-width: 1.5; }
.Task { fill: #eff6ff; } .Choice { fill: #fef9c3; } .Succeed { fill: #dcfce7; } .Fail { fill: #fee2e2; }`;

const marker = (kind: EdgeKind) =>
  `<marker id="${kind}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="${colours[kind]}"/></marker>`;

function frameOf(cells: readonly Cell[]) {
  const columns = cells.map(({ column }) => column);
  const left = Math.min(...columns);
  const across = Math.max(...columns) - left;
  const downwards = Math.max(...cells.map(({ row }) => row));
  const pointOf = ({ column, row }: Cell): Point => ({
    x: MARGIN + NODE.width / 2 + (column - left) * STEP.x,
    y: MARGIN + NODE.height / 2 + row * STEP.y,
  });
  return {
    width: 2 * MARGIN + NODE.width + across * STEP.x,
    height: 2 * MARGIN + NODE.height + downwards * STEP.y,
    pointOf,
  };
}

/** A state machine as a picture: the happy path straight down, compensation to the right, catches dashed. */
export function workflowSvg(machine: Machine): string {
  const graph = graphOf(machine);
  const layout = layOut(graph);
  const { width, height, pointOf } = frameOf([...layout.values()]);
  const arrows = graph.edges.map((edge) => arrow(edge, routeOf(edge, graph.edges, layout, pointOf)));
  const shapes = graph.nodes.flatMap((node) => {
    const cell = layout.get(node.name);
    return cell ? [nodeShape(node, pointOf(cell))] : [];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The states of the workflow and the ways between them">
<style>${style}
</style>
<defs>${(Object.keys(colours) as EdgeKind[]).map(marker).join('')}</defs>
<rect x="0" y="0" width="${width}" height="${height}" fill="#ffffff" style="stroke: none"/>
${[...arrows, ...shapes].join('\n')}
</svg>
`;
}
