import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { readCall } from '../fault-proxy/call.ts';
import { type Listening, listen } from '../fault-proxy/listen.ts';
import { errorAnswer } from '../fault-proxy/wire.ts';
import type { Database } from '../simulation/dynamo/database.ts';
import { generateMac } from '../simulation/services/mac.ts';
import { fromWire, toWire } from './attribute-values.ts';
import { registered } from './registered.ts';

/** Who may log in, with which password. */
export interface Login {
  readonly userId: string;
  readonly password: string;
}

type Input = Readonly<Record<string, unknown>>;
type Operation = (input: never) => object | Promise<object>;

const fails = (name: string) => Object.assign(new Error(name), { name });
/** Each sign-in is one of its own. */
const signedIn = () => {
  const deps = ['{}', JSON.stringify({ origin_jti: randomUUID() }), 'signature'];
  const AccessToken = deps.map((part) => Buffer.from(part).toString('base64url')).join('.');
  return { AuthenticationResult: { AccessToken, RefreshToken: 'of-the-pool', ExpiresIn: 3600 } };
};
const dataKey = { CiphertextBlob: 'a2V5', Plaintext: Buffer.alloc(64).toString('base64') };

/** The services beside DynamoDB, as far as routes call them; what they do not know they do. */
function servicesOf(database: Database, login: Login): Readonly<Record<string, Operation>> {
  const passwords = new Set<string | undefined>([login.password]);
  return {
    GenerateMac: ({ Message }: { Message: string }) => {
      const { Mac } = generateMac({ Message: Buffer.from(Message, 'base64') });
      return { Mac: Mac.toString('base64') };
    },
    GenerateDataKey: () => dataKey,
    Decrypt: () => dataKey,
    AdminInitiateAuth: ({ AuthParameters }: { AuthParameters: Readonly<Record<string, string>> }) => {
      const { USERNAME, PASSWORD } = AuthParameters;
      if (USERNAME !== login.userId) throw fails('UserNotFoundException');
      if (!passwords.has(PASSWORD)) throw fails('NotAuthorizedException');
      return signedIn();
    },
    // Old ones stay good, so that the next request still knows one.
    AdminSetUserPassword: ({ Password }: { Password: string }) => {
      passwords.add(Password);
      return {};
    },
    StartExecution: ({ name, input }: { name: string; input: string }) => {
      registered(database, name, JSON.parse(input));
      return { executionArn: name, startDate: 0 };
    },
  };
}

/** DynamoDB and the rest of AWS on this machine, in memory, for SDK clients that find it by AWS_ENDPOINT_URL. */
export function startAws(database: Database, login: Login): Promise<Listening> {
  const services = servicesOf(database, login);

  async function perform(service: string, operation: string, input: Input): Promise<object> {
    if (service !== 'dynamodb') return (await services[operation]?.(input as never)) ?? {};
    const inMemory = database.operations[operation];
    if (inMemory === undefined) throw new Error(`the database does not know ${operation}`);
    return toWire(inMemory(fromWire(input) as never));
  }

  async function answerTo(
    request: IncomingMessage,
  ): Promise<{ readonly status: number; readonly body: string | Buffer }> {
    const call = readCall(request.url ?? '', request.headers, (await buffer(request)).toString('utf8'));
    // What is no call of AWS asks an external provider for its keys.
    if (call.service === 'http') return { status: 200, body: '{"keys":[]}' };
    try {
      return { status: 200, body: JSON.stringify(await perform(call.service, call.operation, JSON.parse(call.text))) };
    } catch (error) {
      const { name, message, ...fields } = error as Error;
      return errorAnswer(call, { name, message, fields: { ...fields } });
    }
  }

  return listen(async (request, response) => {
    const { status, body } = await answerTo(request);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
}
