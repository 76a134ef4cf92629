import { awsError } from '../aws-error.ts';

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

export interface PoolUser {
  readonly username: string;
  readonly email: string;
  readonly attributes: readonly Attribute[];
  readonly createdAt: Date;
  enabled: boolean;
}

/** A deletion that removed a user: whom, and by which function. */
interface Deletion {
  readonly username: string;
  readonly by: string;
}

interface Input {
  readonly Username: string;
  readonly UserAttributes?: readonly Attribute[];
}

interface ListInput {
  readonly Limit?: number;
  /** The last username of the page before. */
  readonly PaginationToken?: string;
}

const listed = ({ username, attributes, createdAt }: PoolUser) => ({
  Username: username,
  Attributes: [{ Name: 'sub', Value: username }, ...attributes],
  UserCreateDate: createdAt,
});

// Cognito's most.
const PAGE = 60;

/** A Cognito user pool in memory, as far as an administrator's calls reach. */
export class Pool {
  readonly users = new Map<string, PoolUser>();
  readonly deletions: Deletion[] = [];
  /** Whom the list leaves out: it is eventually consistent, by AWS's own word. */
  readonly unlisted = new Set<string>();
  /** AWS refuses a second user with the same verified alias, the emulator does not. */
  readonly #checksAliases: boolean;
  readonly #clock: () => Date;

  constructor(checksAliases: boolean, clock: () => Date) {
    this.#checksAliases = checksAliases;
    this.#clock = clock;
  }

  /** Takes over what another pool has. */
  copy({ users, deletions, unlisted }: Pool): void {
    for (const [username, user] of users) this.users.set(username, { ...user });
    for (const username of unlisted) this.unlisted.add(username);
    this.deletions.push(...deletions);
  }

  readonly operations: Readonly<Record<string, (input: never, by: string) => object>> = {
    AdminCreateUser: (input: Input) => this.#create(input),
    ListUsers: (input: ListInput) => this.#list(input),
    AdminGetUser: ({ Username }: Input) => ({ Username: this.#user(Username).username }),
    AdminDeleteUser: ({ Username }: Input, by: string) => this.#delete(Username, by),
    AdminDisableUser: ({ Username }: Input) => this.#enable(Username, false),
    AdminEnableUser: ({ Username }: Input) => this.#enable(Username, true),
    AdminUserGlobalSignOut: ({ Username }: Input) => this.#user(Username) && {},
  };

  #user(username: string): PoolUser {
    const user = this.users.get(username);
    if (user === undefined) throw awsError('UserNotFoundException');
    return user;
  }

  #list({ Limit = PAGE, PaginationToken: token = '' }: ListInput) {
    const after = [...this.users.values()]
      .filter(({ username }) => username > token && !this.unlisted.has(username))
      .sort((one, other) => (one.username < other.username ? -1 : 1));
    const page = after.slice(0, Limit);
    const next = after.length > Limit ? { PaginationToken: page.at(-1)?.username } : {};
    return { Users: page.map(listed), ...next };
  }

  #create({ Username: username, UserAttributes = [] }: Input) {
    if (this.users.has(username)) throw awsError('UsernameExistsException');
    const email = UserAttributes.find(({ Name }) => Name === 'email')?.Value ?? '';
    const taken = [...this.users.values()].some((user) => user.email === email);
    if (this.#checksAliases && taken) throw awsError('AliasExistsException');
    const createdAt = this.#clock();
    this.users.set(username, { username, email, attributes: UserAttributes, createdAt, enabled: true });
    return { User: { Username: username } };
  }

  #delete(username: string, by: string) {
    this.#user(username);
    this.users.delete(username);
    this.deletions.push({ username, by });
    return {};
  }

  #enable(username: string, enabled: boolean) {
    this.#user(username).enabled = enabled;
    return {};
  }
}
