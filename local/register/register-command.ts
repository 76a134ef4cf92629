import { randomUUID } from 'node:crypto';
import { defineCommand } from 'citty';
import type { ApiReply } from '../api-client.ts';
import { dim, done, failed, say } from '../command/screen.ts';
import { type RunningSystem, runningSystem } from '../running-system.ts';
import type { PassedState } from '../story/workflow-states.ts';
import { readAnswer } from './answer-lines.ts';
import { type Registrant, requestRegistration } from './request.ts';
import { rolesIn } from './roles-argument.ts';
import { watch } from './watch.ts';

/** 2 tells a script that Rollcall refused, and 1 that it could not be asked. */
const REFUSED = 2;

function tellState({ name, enteredAt }: PassedState, first: PassedState): void {
  const after = (enteredAt.getTime() - first.enteredAt.getTime()) / 1000;
  say(`   ${dim(`${after.toFixed(2).padStart(5)} s`)}  ${name}`);
}

async function register(system: RunningSystem, person: Registrant, quiet: boolean): Promise<ApiReply> {
  const correlationId = randomUUID();
  const request = requestRegistration(await system.api(), person, correlationId);
  if (quiet) return request;
  const { stateMachineArn } = system.outputs;
  return watch({ client: system.clients.workflows, stateMachineArn, correlationId }, request, tellState);
}

function show(reply: ApiReply): void {
  const { registered, lines } = readAnswer(reply);
  const [headline = '', ...rest] = lines;
  (registered ? done : failed)(headline);
  for (const line of rest) (registered ? console.log : console.error)(line);
}

/** `npm run register`: registers somebody on the running system, as its admin. */
export const registerCommand = defineCommand({
  meta: { name: 'npm run register --', description: 'Registers somebody on the running system. Exit code 2: refused.' },
  args: {
    email: { type: 'string', required: true, description: 'Her e-mail address.' },
    name: { type: 'string', required: true, description: 'Her name, 1 to 255 characters.' },
    organisation: { type: 'string', description: 'Her organisation, as a name.' },
    role: { type: 'string', description: 'A role, such as user; say --role once for each.' },
    json: { type: 'boolean', description: "Print the API's answer as JSON, and nothing else." },
  },
  async run({ args, rawArgs }) {
    const { email, name, organisation, json = false } = args;
    const person = { email, name, roles: rolesIn(rawArgs), ...(organisation === undefined ? {} : { organisation }) };
    const reply = await register(await runningSystem(), person, json);
    if (json) say(JSON.stringify(reply.body, undefined, 2));
    else show(reply);
    if (!readAnswer(reply).registered) process.exitCode = REFUSED;
  },
});
