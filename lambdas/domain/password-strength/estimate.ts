import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

// What is strong in its first 64 characters is strong; estimating takes 2 ms for them, and 160 ms for 128.
const MAX_PASSWORD_LENGTH_CHECKED = 64;

/** zxcvbn's score of a password, 0 to 4; `personal` are the words that an attacker tries first for this user. */
export const scoreOf = (password: string, personal: readonly string[]): number =>
  zxcvbn.check(password.slice(0, MAX_PASSWORD_LENGTH_CHECKED), [...personal]).score;
