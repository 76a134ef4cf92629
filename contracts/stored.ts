import * as z from 'zod/mini';

/**
 * Fields of what is stored or published: events, the workflow's reservation, answers that are read from
 * tables. They set no limits. Requests do (fields.ts), and a stricter limit there must not make last year's
 * event, a running execution or a row unreadable. test/unit/contracts/published.test.ts compares these
 * schemas with those of the last version.
 */
export const storedText = z.string();

/** The mark of personal data in JSON Schemas. Ids are pseudonyms and are not marked. */
export const personalData = z.registry<{ readonly 'x-personal-data': true }>();

/**
 * Text that is personal data: an e-mail address, a name, a username, a provider's id, an IP address, a user
 * agent, or free text that may quote one of these.
 */
export const personalText = /* @__PURE__ */ z.string().register(personalData, { 'x-personal-data': true });
