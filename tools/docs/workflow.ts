/** The part of a definition in Amazon States Language that the picture shows. */
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

// Mermaid's ids are words.
const idOf = (name: string): string => name.replace(/\W/g, '');

/** The value that a condition compares with, such as reserved; the whole condition where there is none. */
const comparedValue = (condition = ''): string => /'([^']+)'/.exec(condition)?.[1] ?? condition;

function declaration(name: string, { Type, Retry = [] }: State): string {
  if (Type === 'Choice') return `state ${idOf(name)} <<choice>>`;
  const retries = Retry.reduce((sum, { MaxAttempts = 3 }) => sum + MaxAttempts, 0);
  return `state "${name}${retries > 0 ? `<br/>${retries} retries` : ''}" as ${idOf(name)}`;
}

function arrows(from: string, state: State): readonly string[] {
  const { Type, Next, Default, Choices = [], Catch = [] } = state;
  const arrow = (to: string, label = '') =>
    `${idOf(from)} --> ${to === '[*]' ? to : idOf(to)}${label && ` : ${label}`}`;
  const caught = Catch.map((handler) => handler.Next);
  return [
    ...Choices.map((choice) => arrow(choice.Next, comparedValue(choice.Condition))),
    ...(Default ? [arrow(Default, 'otherwise')] : []),
    ...(Next ? [arrow(Next, caught.includes(Next) ? 'also when it fails' : '')] : []),
    ...caught.filter((to) => to !== Next).map((to) => arrow(to, 'fails')),
    ...(Type === 'Succeed' || Type === 'Fail' ? [arrow('[*]')] : []),
  ];
}

/** A state machine as a Mermaid state diagram, which GitHub draws. */
export function workflowDiagram({ StartAt, States }: Machine): string {
  const states = Object.entries(States);
  const failures = states.flatMap(([name, { Type }]) => (Type === 'Fail' ? idOf(name) : []));
  const lines = [
    'direction TB',
    ...states.map(([name, state]) => declaration(name, state)),
    `[*] --> ${idOf(StartAt)}`,
    ...states.flatMap(([name, state]) => arrows(name, state)),
    'classDef failure fill:#fee2e2,stroke:#b91c1c,color:#7f1d1d',
    `class ${failures.join(',')} failure`,
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `    ${line}`)].join('\n');
}

/** A document with the diagram between its markers; undefined when it has none. */
export function withDiagram(document: string, diagram: string): string | undefined {
  const [start, end] = ['<!-- workflow -->', '<!-- /workflow -->'];
  const [before, after] = [document.indexOf(start), document.indexOf(end)];
  if (before < 0 || after < before) return undefined;
  return `${document.slice(0, before)}${start}\n\`\`\`mermaid\n${diagram}\n\`\`\`\n${document.slice(after)}`;
}
