import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { catalogue } from '../../../contracts/events/index.ts';
import { eventLine } from '../../../local/commands/events.ts';
import { busEvent } from '../../support/demo.ts';

it('eventLine aligns the data of every event of the catalogue', () => {
  const columns = catalogue.map(({ type }) =>
    stripVTControlCharacters(eventLine({ ...busEvent(type, 1), data: { userId: 'u' } })).indexOf('userId='),
  );
  expect(new Set(columns).size).toBe(1);
});
