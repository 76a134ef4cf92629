import * as z from 'zod/mini';

/**
 * Ids that all contracts use, and the fields of requests. Lengths are in UTF-16 code units. What is stored or
 * published has fields without limits (stored.ts): a stricter limit here must not make old data unreadable.
 */

export const userId = z.uuid();
export const isoTime = z.iso.datetime();

/** Also the name of the execution in Step Functions, which permits these characters. */
export const registrationId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/));

export const roleName = z.string().check(z.regex(/^[a-z][a-z0-9_-]{0,62}$/, 'is not a role name, such as readonly'));

/** A DynamoDB transaction has at most 100 actions; a role needs three (check, grant, journal row). */
export const MAX_ROLES = 25;

export const roleNames = z.array(roleName).check(
  z.maxLength(MAX_ROLES),
  z.refine((roles) => new Set(roles).size === roles.length, 'names a role twice'),
);

// One line of text: control characters would let a name break a mail's subject or a log line.
export const oneLine = z.regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line of text');
export const notBlank = z.refine<string>((text) => text.trim() !== '', 'must not be blank');

export const personName = z.string().check(z.minLength(1), z.maxLength(255), notBlank, oneLine);
export const organisationName = z.string().check(z.minLength(1), z.maxLength(255), notBlank, oneLine);

export const correlationId = z.string().check(z.regex(/^[A-Za-z0-9_.:=+/-]{1,128}$/));

/** The actor when Rollcall itself acts, or an operator with AWS credentials. */
export const SYSTEM_ACTOR_ID = '00000000-0000-0000-0000-000000000000';
