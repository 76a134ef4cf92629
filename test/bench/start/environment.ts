import { environmentNames } from '../../../contracts/internal/environment.ts';

/** What every handler finds in its environment, with values of the right form and no meaning. */
export const handlerEnvironment: Readonly<Record<string, string>> = {
  ...Object.fromEntries(environmentNames.map((name) => [name, 'eu-central-1_bench'])),
  EXTERNAL_ISSUERS: '[]',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};
