/** What a definition in Amazon States Language says, as far as the picture shows it. */
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Condition?: string; readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
  readonly Retry?: readonly { readonly MaxAttempts?: number }[];
}
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export type EdgeKind = 'next' | 'choice' | 'catch';
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label: string;
}
export interface Graph {
  readonly start: string;
  readonly nodes: readonly { readonly name: string; readonly type: string; readonly retries: number }[];
  readonly edges: readonly Edge[];
}

/** The word that a condition compares with, such as reserved; the whole condition where there is none. */
const wordOf = (condition = '') => /'([^']+)'/.exec(condition)?.[1] ?? condition;

function edgesOf(from: string, state: State): readonly Edge[] {
  const choices = (state.Choices ?? []).map(
    ({ Condition, Next }): Edge => ({ from, to: Next, kind: 'choice', label: wordOf(Condition) }),
  );
  const otherwise: readonly Edge[] = state.Default
    ? [{ from, to: state.Default, kind: 'choice', label: 'otherwise' }]
    : [];
  const next: readonly Edge[] = state.Next ? [{ from, to: state.Next, kind: 'next', label: '' }] : [];
  const caught = (state.Catch ?? []).map(({ Next }): Edge => ({ from, to: Next, kind: 'catch', label: 'still fails' }));
  return merged([...choices, ...otherwise, ...next, ...caught]);
}

/** A catch that leads where success leads is one arrow, which says so. */
function merged(edges: readonly Edge[]): readonly Edge[] {
  const alsoCaught = (edge: Edge) =>
    edges.some((other) => other !== edge && other.to === edge.to && other.kind === 'catch');
  return edges
    .filter((edge) => edge.kind !== 'catch' || !edges.some((other) => other !== edge && other.to === edge.to))
    .map((edge) => (edge.kind === 'next' && alsoCaught(edge) ? { ...edge, label: 'even if it fails' } : edge));
}

export function graphOf({ StartAt, States }: Machine): Graph {
  const states = Object.entries(States);
  return {
    start: StartAt,
    nodes: states.map(([name, state]) => ({
      name,
      type: state.Type,
      retries: (state.Retry ?? []).reduce((sum, { MaxAttempts = 3 }) => sum + MaxAttempts, 0),
    })),
    edges: states.flatMap(([name, state]) => edgesOf(name, state)),
  };
}
