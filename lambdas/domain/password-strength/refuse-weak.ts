import { LEAST_PASSWORD_SCORE } from '../../../contracts/authentication.ts';
import { Refusal } from '../../platform/errors.ts';

/** The user who chooses the password. */
export interface Chooser {
  readonly email: string;
  readonly name: string;
}

/** Refuses a password that is easily guessed, with 422. */
export type RefuseWeak = (field: string, password: string, chooser: Chooser) => Promise<void>;

const MESSAGE =
  'is easily guessed; take a longer one, such as four words that have nothing to do with each other or with you';

export const weakPassword = (field: string): Refusal =>
  new Refusal('validation_error', 'See errors for what is wrong with which field.', {
    errors: [{ field, message: MESSAGE }],
  });

/** The address, the name, and their parts. */
const personal = ({ email, name }: Chooser): readonly string[] =>
  [email, name, ...email.split(/[^\p{L}\p{N}]+/u), ...name.split(/\s+/)].filter((word) => word.length > 2);

/**
 * By strength, not by composition (NIST SP 800-63B). The dictionary is a file of its own beside the bundle, loaded
 * for the first password: 430 KB and 85 ms that no other request waits for.
 */
export const refuseWeak: RefuseWeak = async (field, password, chooser) => {
  const { scoreOf } = await import('./estimate.ts');
  if (scoreOf(password, personal(chooser)) < LEAST_PASSWORD_SCORE) throw weakPassword(field);
};
