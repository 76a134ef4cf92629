import { InvokeCommand, type LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';

const description = 'lambdas/logging/log-event.lambda.ts';

/** The function that does least: with no messages it does nothing. */
async function idleFunction(client: LambdaClient): Promise<string> {
  const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
  const found = Functions.find((candidate) => candidate.Description === description);
  if (found?.FunctionName === undefined) throw new Error(`no function is described as ${description}`);
  return found.FunctionName;
}

/** Answers the milliseconds of so many invocations that do nothing, one after the other. */
export async function bareInvocations(client: LambdaClient): Promise<(count: number) => Promise<number>> {
  const FunctionName = await idleFunction(client);
  const Payload = new TextEncoder().encode('{"Records":[]}');
  return async (count) => {
    const begun = performance.now();
    for (let call = 0; call < count; call += 1) await client.send(new InvokeCommand({ FunctionName, Payload }));
    return performance.now() - begun;
  };
}
