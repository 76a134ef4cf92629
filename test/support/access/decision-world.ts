import type {
  Authorization,
  ReadAuthorization,
  ReadPermissions,
} from '../../../lambdas/domain/authorization/authorization.ts';

export const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';

/** What decisions rest on, in memory, with a clock that a test moves and a count of what was asked. */
export class DecisionWorld {
  now = new Date('2026-11-22T10:00:00.000Z').getTime();
  readonly authorizations = new Map<string, Authorization>();
  /** What each role or group allows; a change counts up `version`. */
  readonly definitions = new Map<string, readonly string[]>();
  version = 0;
  readonly reads = { authorization: 0, definitions: 0, version: 0 };
  readonly failing = new Set<keyof DecisionWorld['reads']>();

  #ask(what: keyof DecisionWorld['reads']): void {
    this.reads[what] += 1;
    if (this.failing.has(what)) throw new Error(`${what} does not answer`);
  }

  clock = () => new Date(this.now);

  authorizationOf: ReadAuthorization = async (userId) => {
    this.#ask('authorization');
    return this.authorizations.get(userId);
  };

  definitionsVersion = async () => {
    this.#ask('version');
    return this.version;
  };

  permissionsOf: ReadPermissions = async ({ roles = [], groups = [] }) => {
    this.#ask('definitions');
    return new Set([...roles, ...groups].flatMap((name) => this.definitions.get(name) ?? []));
  };

  /** Changes what a role or a group allows, as the catalogue does. */
  define(name: string, ...permissions: readonly string[]): void {
    this.definitions.set(name, permissions);
    this.version += 1;
  }

  /** Changes a user's authorization as every operation does: with the next version. */
  change(authorizations: Omit<Authorization, 'version'>, userId = ANN): void {
    this.authorizations.set(userId, {
      ...authorizations,
      version: (this.authorizations.get(userId)?.version ?? 0) + 1,
    });
  }

  pass(seconds: number): void {
    this.now += seconds * 1000;
  }
}
