import { spawn } from 'node:child_process';
import { bundleFile } from '../../support/bundle-sizes.ts';
import type { Chapter, Log } from '../figure.ts';
import { ratio, summary } from '../statistics.ts';
import { makeCertificate } from './certificate.ts';
import { emptyHandler, moduleOf } from './empty-handler.ts';
import { handlerEnvironment } from './environment.ts';
import { onOneCore } from './one-core.ts';
import { startTlsServer } from './tls-server.ts';

const script = `
  const event = JSON.parse(process.argv[2]);
  require(process.argv[1]).handler(event).then(({ statusCode }) => { console.log(statusCode); process.exit(); });
`;

/** GET /v1/admin/audit/logs, as the gateway hands it on for a caller with the permission. */
const event = JSON.stringify({
  version: '2.0',
  routeKey: 'GET /v1/admin/audit/logs',
  headers: {},
  isBase64Encoded: false,
  requestContext: {
    requestId: 'bench',
    http: { method: 'GET', sourceIp: '127.0.0.1', userAgent: 'bench' },
    authorizer: { lambda: { userId: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19', permissions: 'audit:read' } },
  },
});

/** The least that a call over TLS takes in Node: no SDK, no signature. */
const bareCall = () =>
  moduleOf(
    'bare-call',
    `const { request } = require('node:https');
    exports.handler = () => new Promise((resolve, reject) => {
      request(process.env.AWS_ENDPOINT_URL, { method: 'POST' }, (answer) => {
        answer.resume().once('end', () => resolve({ statusCode: answer.statusCode }));
      }).once('error', reject).end('{}');
    });`,
  );

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds from the spawn of a process to its handler's answer, which has to be 200. */
async function firstAnswer(file: string, env: Environment): Promise<number> {
  const [command, args] = onOneCore(['-e', script, file, event]);
  const begun = performance.now();
  const child = spawn(command, [...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of child.stdout) output += chunk;
  const ms = performance.now() - begun;
  // The handler logs before it answers.
  if (output.trim().split('\n').at(-1) !== '200') throw new Error(`the first answer was ${output}`);
  return ms;
}

type Times = Readonly<Record<'empty' | 'bare' | 'audit', readonly number[]>>;

async function measure(runs: number, env: Environment, log: Log): Promise<Times> {
  const files = { empty: emptyHandler(), bare: bareCall(), audit: bundleFile('audit/api') };
  const times = { empty: [] as number[], bare: [] as number[], audit: [] as number[] };
  for (let round = 0; round < runs; round += 1) {
    for (const name of ['empty', 'bare', 'audit'] as const) times[name].push(await firstAnswer(files[name], env));
    log(`round ${round + 1} of ${runs}`);
  }
  return times;
}

const how = `From the spawn of a process to its handler's answer, its end with it. audit/api answers GET /v1/admin/audit/logs with one Query, to a server of ours that answers
over TLS at once (a self-signed certificate through NODE_EXTRA_CA_CERTS, for all three). The bare call is one https.request without SDK and signature: what remains above it is ours and the SDK's.`;

/** From nothing to the first answer, with the handler's first AWS call over TLS in it. */
export async function firstAnswerChapter(runs: number, log: Log): Promise<Chapter> {
  const certificate = await makeCertificate();
  const server = await startTlsServer(certificate);
  try {
    const { PATH } = process.env;
    const trust = { AWS_ENDPOINT_URL: server.url, NODE_EXTRA_CA_CERTS: certificate.file };
    const { empty, bare, audit } = await measure(runs, { ...handlerEnvironment, ...trust, PATH }, log);
    const [emptyMs, bareMs, auditMs] = [summary(empty), summary(bare), summary(audit)];
    const overEmpty = ratio(audit, empty);
    const overBare = ratio(audit, bare);
    return {
      title: 'Cold to first answer over TLS',
      how,
      figures: [
        { name: 'audit/api / the empty handler', value: overEmpty.median, unit: 'x', spread: overEmpty },
        { name: 'audit/api / a bare call', value: overBare.median, unit: 'x', spread: overBare },
        { name: 'audit/api', value: auditMs.median, unit: 'ms', spread: auditMs },
        { name: 'a bare call', value: bareMs.median, unit: 'ms', spread: bareMs },
        { name: 'the empty handler', value: emptyMs.median, unit: 'ms', spread: emptyMs },
      ],
    };
  } finally {
    server.stop();
  }
}
