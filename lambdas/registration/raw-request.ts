import * as z from 'zod/mini';
import { correlationId, SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { registrationMethod } from '../../contracts/registration.ts';
import type { RawRequest as AnnouncedRequest } from './events.ts';

/** A request as it came, as far as it can be recorded: the workflow's input may be anything. */
export interface RawRequest extends AnnouncedRequest {
  readonly requestedBy: string;
  readonly correlationId: string;
}

const shortText = z.pipe(
  z.string(),
  z.transform((text: string) => text.slice(0, 255)),
);
const texts = z.pipe(
  z.array(z.unknown()),
  z.transform((items: unknown[]) => items.filter((item) => typeof item === 'string')),
);

const fields = {
  email: z.catch(z.optional(shortText), undefined),
  name: z.catch(z.optional(shortText), undefined),
  roles: z.catch(texts, []),
  method: z.catch(registrationMethod, 'admin'),
  requestedBy: z.catch(z.uuid(), SYSTEM_ACTOR_ID),
};

/** Never fails: what is missing or of a wrong type is left out. */
export function rawRequestOf(registrationId: string, request: unknown): RawRequest {
  const object = typeof request === 'object' && request !== null && !Array.isArray(request) ? request : {};
  const tolerant = z.object({ ...fields, correlationId: z.catch(correlationId, registrationId) });
  return { registrationId, ...z.parse(tolerant, object) };
}
