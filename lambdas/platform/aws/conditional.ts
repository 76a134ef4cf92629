import { errorNameOf } from '../errors.ts';

/** Whether a conditional write of one item was carried out; false when its condition failed. Throws any other error. */
export async function conditionHeld(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (errorNameOf(error) === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
