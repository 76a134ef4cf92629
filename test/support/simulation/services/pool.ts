import { awsError } from '../aws-error.ts';

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

export interface PoolUser {
  readonly username: string;
  readonly email: string;
  readonly attributes: readonly Attribute[];
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

const listed = ({ username, attributes }: PoolUser) => ({
  Username: username,
  Attributes: [{ Name: 'sub', Value: username }, ...attributes],
});

/** A Cognito user pool in memory, as far as an administrator's calls reach. */
export class Pool {
  readonly users = new Map<string, PoolUser>();
  readonly deletions: Deletion[] = [];
  /** AWS refuses a second user with the same verified alias, the emulator does not. */
  readonly #checksAliases: boolean;

  constructor(checksAliases: boolean) {
    this.#checksAliases = checksAliases;
  }

  readonly operations: Readonly<Record<string, (input: never, by: string) => object>> = {
    AdminCreateUser: (input: Input) => this.#create(input),
    ListUsers: () => ({ Users: [...this.users.values()].map(listed) }),
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

  #create({ Username: username, UserAttributes = [] }: Input) {
    if (this.users.has(username)) throw awsError('UsernameExistsException');
    const email = UserAttributes.find(({ Name }) => Name === 'email')?.Value ?? '';
    const taken = [...this.users.values()].some((user) => user.email === email);
    if (this.#checksAliases && taken) throw awsError('AliasExistsException');
    this.users.set(username, { username, email, attributes: UserAttributes, enabled: true });
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
