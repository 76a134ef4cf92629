import { expect, it } from 'vitest';
import type { Clients } from '../../../local/system/clients.ts';
import { findSystem } from '../../../local/system/find-system.ts';

const cloudFormation = (send: () => Promise<unknown>) =>
  ({ stacks: { send, config: { region: async () => 'eu-west-1' } } }) as unknown as Clients;

it('findSystem names the reason of the SDK when a stage cannot be read', async () => {
  const clients = cloudFormation(() => Promise.reject(new Error('Region is missing')));
  await expect(findSystem('prod', clients)).rejects.toThrow('(Region is missing); set AWS_PROFILE');
});

it('findSystem refuses a stage that is not deployed in the Region', async () => {
  const clients = cloudFormation(async () => ({ Stacks: [] }));
  await expect(findSystem('prod', clients)).rejects.toThrow('prod is not deployed in eu-west-1');
});
