const health = (endpoint: string): Promise<Response> =>
  fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(1_000) });

/** Whether the emulator at `endpoint` refuses what no IAM policy allows. */
export async function enforcesIam(endpoint: string): Promise<boolean> {
  const { auth } = (await (await health(endpoint)).json()) as { auth?: string };
  return auth === 'enabled';
}

/** Whether an emulator answers at `endpoint`. */
export async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    return (await health(endpoint)).ok;
  } catch {
    return false;
  }
}
