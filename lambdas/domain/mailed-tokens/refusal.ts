import { Refusal } from '../../platform/errors.ts';

/** Unknown, used, over, of a user who is gone: one and the same answer, so that it tells nothing of others' links. */
export const tokenNotValid = (): Refusal =>
  new Refusal(
    'token_not_valid',
    'This link was used already, is too old, or is not complete. Ask for a new mail and use its link.',
  );
