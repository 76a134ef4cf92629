import { createHmac } from 'node:crypto';

/** KMS's GenerateMac with one key. */
export const generateMac = ({ Message }: { readonly Message: Uint8Array }) => ({
  Mac: createHmac('sha256', 'simulated key').update(Message).digest(),
});
