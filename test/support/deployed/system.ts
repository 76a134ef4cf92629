import { inject } from 'vitest';
import { type Clients, clientsFor, emulatorAt } from '../../../local/system/clients.ts';
import { type Faults, faultsAt } from '../fault-proxy/client.ts';

const provided = inject('system');

export const { outputs, admin, emulatorLog } = provided;

/** Straight to the emulator: no fault of a test meets these. */
export const clients: Clients = clientsFor(emulatorAt(outputs.endpoint));

export const faults: Faults = faultsAt(provided.faultsUrl);
