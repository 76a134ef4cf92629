import * as z from 'zod/mini';

/** Names and ids that more than one contract uses. Lengths are in UTF-16 code units. */

export const userId = z.uuid();
export const isoTime = z.iso.datetime();

/** An execution's name in Step Functions is the registration's id, hence these characters. */
export const registrationId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/));

export const roleName = z.string().check(z.regex(/^[a-z][a-z0-9_-]{0,62}$/, 'is not a role name, such as readonly'));

/** DynamoDB takes 100 actions a transaction; a role needs three (check, grant, journal row). */
export const MAX_ROLES = 25;

export const roleNames = z.array(roleName).check(
  z.maxLength(MAX_ROLES),
  z.refine((roles) => new Set(roles).size === roles.length, 'names a role twice'),
);

// One line of text: control characters would let a name break a mail's subject or a log line.
const oneLine = z.regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line of text');
const notBlank = z.refine<string>((text) => text.trim() !== '', 'must not be blank');

export const personName = z.string().check(z.minLength(1), z.maxLength(255), notBlank, oneLine);
export const organisationName = z.string().check(z.minLength(1), z.maxLength(255), notBlank, oneLine);

export const correlationId = z.string().check(z.regex(/^[A-Za-z0-9_.:=+/-]{1,128}$/));

/** Stands for Rollcall itself, or for an operator who acts with AWS credentials. */
export const SYSTEM_ACTOR_ID = '00000000-0000-0000-0000-000000000000';

/** An address in its canonical form (contracts/email.ts), as stored and published. */
export const emailText = z.string().check(z.minLength(5), z.maxLength(255));
