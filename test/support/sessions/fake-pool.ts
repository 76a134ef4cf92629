import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

interface Command {
  readonly input: { readonly AuthFlow: string; readonly AuthParameters: Readonly<Record<string, string>> };
}

const jwt = (claims: object): string =>
  ['{}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');

const awsError = (name: string, message: string) => Object.assign(new Error(message), { name });

/** The pool's AdminInitiateAuth for one user and one password. */
export class FakePool {
  readonly calls: { readonly flow: string; readonly username: string | undefined }[] = [];
  /** What the next calls throw, by name and message, until it is undefined again. */
  failure: { readonly name: string; readonly message?: string } | undefined;
  challenge: string | undefined;
  /** Runs before each answer: what happens while the pool looks. */
  meanwhile: (() => unknown) | undefined;
  #signIns = 0;

  readonly userId: string;
  password: string;

  constructor(userId: string, password: string) {
    this.userId = userId;
    this.password = password;
  }

  readonly client = {
    send: async ({ input: { AuthFlow: flow, AuthParameters: sent } }: Command) => {
      this.calls.push({ flow, username: sent.USERNAME });
      await this.meanwhile?.();
      if (this.failure) throw awsError(this.failure.name, this.failure.message ?? 'raw text');
      return flow === 'REFRESH_TOKEN_AUTH' ? this.#refreshed(sent) : this.#signedIn(sent);
    },
  } as unknown as CognitoIdentityProviderClient;

  #signedIn({ USERNAME, PASSWORD }: Readonly<Record<string, string>>) {
    if (USERNAME !== this.userId) throw awsError('UserNotFoundException', 'User does not exist.');
    if (PASSWORD !== this.password) throw awsError('NotAuthorizedException', 'Incorrect username or password.');
    if (this.challenge) return { ChallengeName: this.challenge };
    this.#signIns += 1;
    const origin = `sign-in-${this.#signIns}`;
    return { AuthenticationResult: { ...this.#access(origin), RefreshToken: `pool-refresh-${origin}` } };
  }

  #refreshed({ REFRESH_TOKEN = '' }: Readonly<Record<string, string>>) {
    return { AuthenticationResult: this.#access(REFRESH_TOKEN.replace('pool-refresh-', '')) };
  }

  readonly #access = (origin: string) => ({ AccessToken: jwt({ origin_jti: origin }), ExpiresIn: 3600 });
}
