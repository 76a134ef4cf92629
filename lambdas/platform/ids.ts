import { v5, v7 } from 'uuid';

// Sixteen printable bytes: the workflow derives its event's id as the SHA-1 of this text and a name,
// because JSONata can hash text but not bytes (statemachines/register-user.asl.json).
const NAMESPACE = new TextEncoder().encode('rollcall:events:');

/** Makes new, time-ordered ids (UUIDv7); a parameter of everything that needs one. */
export type IdSource = () => string;
export const newId: IdSource = () => v7();

/** UUIDv5 of a name: the same operation derives the same id, however often it is tried. */
export const derivedId = (name: string): string => v5(name, NAMESPACE);

/** An event's id: from the operation and the event's place in it. */
export const eventIdOf = (operationId: string, place: string): string => derivedId(`${operationId}:${place}`);

/** The username that a registration chooses, and the only one that it will ever delete. */
export const userIdOf = (registrationId: string): string => derivedId(`${registrationId}:user`);
