import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import { type StackKind, stackName } from '../../lib/config.ts';

export interface Resource {
  readonly id: string;
  readonly Type: string;
  // CloudFormation's properties are as deep as they are many: the tests that read them say what they expect.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly Properties: any;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly text: string;
  readonly resources: readonly Resource[];
  readonly outputs: readonly string[];
  ofType(type: string): readonly Resource[];
}

/** A stack's template, as assemblies.setup.ts synthesized it. */
export function templateOf(stage: 'local' | 'prod', kind: StackKind): Template {
  const file = path.join(inject('assemblies'), stage, `${stackName(stage, kind)}.template.json`);
  const text = readFileSync(file, 'utf8');
  const json = JSON.parse(text) as { Resources: Record<string, Omit<Resource, 'id'>>; Outputs?: object };
  const resources = Object.entries(json.Resources).map(([id, resource]) => ({ id, ...resource }));
  return {
    text,
    resources,
    outputs: Object.keys(json.Outputs ?? {}),
    ofType: (type) => resources.filter((resource) => resource.Type === type),
  };
}

/** A logical id without the eight hex digits that CDK appends, and without these prefixes. */
const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '').replace(/^(Tables|Identities)/, '');

const importedName = /ExportsOutput(?:FnGetAtt|Ref)(\w+?[0-9A-F]{8})(?:Arn|StreamArn)?[0-9A-F]{8}$/;

/** The name of a reference's target: `AuditQueue` for a Ref, a GetAtt or an import of that queue. */
export function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': getAtt, 'Fn::ImportValue': imported, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return withoutHash(Ref);
  if (Array.isArray(getAtt)) return withoutHash(String(getAtt[0]));
  if (typeof imported === 'string') return withoutHash(importedName.exec(imported)?.[1] ?? imported);
  if (Array.isArray(join)) return (join[1] as unknown[]).map(nameOf).join('');
  throw new Error(`not a reference: ${JSON.stringify(value)}`);
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** The statements of a policy document. */
export const statementsOf = (document: {
  Statement: readonly { Effect: string; Action: string | string[]; Resource: unknown }[];
}): readonly Statement[] =>
  document.Statement.map(({ Effect, Action, Resource }) => ({
    effect: Effect,
    actions: listOf(Action),
    resources: listOf(Resource).map(nameOf),
  }));
