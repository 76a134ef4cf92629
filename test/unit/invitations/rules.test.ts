import { describe, expect, it } from 'vitest';
import { invitationTokenName } from '../../../lambdas/domain/mailed-tokens/token.ts';
import { endOfLife, isOver, stateAfterRefusal, transitions } from '../../../lambdas/invitations/rules.ts';

describe('an invitation’s life cycle', () => {
  it('leaves pending once, and nothing else', () => {
    const leaving = Object.entries(transitions).filter(([, next]) => next.length > 0);

    expect(leaving).toEqual([['pending', ['accepted', 'revoked', 'expired']]]);
  });

  it('ends a refused acceptance in a state that is legal', () => {
    for (const state of Object.values(stateAfterRefusal)) expect(['pending', ...transitions.pending]).toContain(state);
  });

  it('lasts 7 days, its last millisecond included', () => {
    const end = endOfLife(new Date('2026-11-22T09:30:00.000Z')).toISOString();

    expect(end).toBe('2026-11-29T09:30:00.000Z');
    expect(isOver(end, new Date('2026-11-29T09:30:00.000Z'))).toBe(false);
    expect(isOver(end, new Date('2026-11-29T09:30:00.001Z'))).toBe(true);
  });

  it('has a token of its own', () => {
    expect(invitationTokenName('a')).not.toBe(invitationTokenName('b'));
  });
});
