import { expect, it } from 'vitest';
import { type Finding, refuseFindings } from '../../../local/commands/doctor.ts';

const finding = (kind: Finding['kind']): Finding => ({ kind, text: kind });

it('doctor ends with exit code 0 when everything is there', () => {
  expect(() => refuseFindings([finding('good')])).not.toThrow();
});

it.each([
  ['wrong', 'Fix what is marked'],
  ['missing', 'Something is missing'],
] as const)('doctor ends with exit code 1 when something is %s', (kind, sentence) => {
  const refused = () => refuseFindings([finding('good'), finding(kind)]);
  expect(refused).toThrow(sentence);
  expect(refused).toThrow(expect.objectContaining({ exitCode: 1 }) as Error);
});
