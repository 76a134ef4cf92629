import { describe, expect, it } from 'vitest';
import { readStage } from '../../../local/deploy/stage.ts';
import { newPassword } from '../../../local/seed/password.ts';

describe('--stage', () => {
  it('names a stage that lives in AWS', () => {
    expect(readStage('prod', 'deploy')).toBe('prod');
  });

  it('is asked for where it is missing', () => {
    expect(() => readStage(undefined, 'deploy')).toThrow(/^The stage is missing; .*npm run deploy -- --stage prod/);
  });

  it('is not local, which npm start deploys', () => {
    expect(() => readStage('local', 'deploy')).toThrow('npm start');
  });

  it('is none that lib/config.ts does not know', () => {
    expect(() => readStage('moon', 'diff')).toThrow(/^There is no stage moon; .*npm run diff -- --stage prod/);
  });
});

describe('a generated password', () => {
  it('has what the pool asks for, and is another every time', () => {
    const passwords = Array.from({ length: 50 }, newPassword);
    for (const password of passwords) expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.+!]).{20}$/);
    expect(new Set(passwords).size).toBe(50);
  });
});
