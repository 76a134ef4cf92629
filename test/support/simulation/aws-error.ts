/** An error as the SDK throws it: known by its name. */
export function awsError(name: string, fields: object = {}): Error {
  const error = new Error(`simulated ${name}`);
  return Object.assign(error, { name, $fault: 'client', $metadata: {} }, fields);
}
