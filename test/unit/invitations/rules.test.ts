import { describe, expect, it } from 'vitest';
import { invitationTokenName } from '../../../lambdas/domain/mailed-tokens/token.ts';
import { endOfLife, isOver, stateAfterRefusal, transitions } from '../../../lambdas/invitations/rules.ts';

describe('invitation rules', () => {
  it('permit transitions out of pending only', () => {
    const leaving = Object.entries(transitions).filter(([, next]) => next.length > 0);

    expect(leaving).toEqual([['pending', ['accepted', 'revoked', 'expired']]]);
  });

  it('end a refused acceptance in a legal state', () => {
    for (const state of Object.values(stateAfterRefusal)) expect(['pending', ...transitions.pending]).toContain(state);
  });

  it('let an invitation end after 7 days, its last millisecond included', () => {
    const end = endOfLife(new Date('2026-11-22T09:30:00.000Z')).toISOString();

    expect(end).toBe('2026-11-29T09:30:00.000Z');
    expect(isOver(end, new Date('2026-11-29T09:30:00.000Z'))).toBe(false);
    expect(isOver(end, new Date('2026-11-29T09:30:00.001Z'))).toBe(true);
  });

  it('derive another token for each invitation', () => {
    expect(invitationTokenName('a')).not.toBe(invitationTokenName('b'));
  });
});
