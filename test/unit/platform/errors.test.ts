import { describe, expect, it } from 'vitest';
import { idempotencyKeyReused, unavailable } from '../../../lambdas/platform/errors.ts';
import { requestOperation } from '../../../lambdas/platform/events/journal.ts';

describe('unavailable', () => {
  it('names the service, the consequence and the remedy', () => {
    const refusal = unavailable('The identity provider', 'No user was signed in');
    expect(refusal.type).toBe('unavailable');
    expect(refusal.message).toBe(
      'The identity provider did not answer. No user was signed in; send the same request again.',
    );
  });
});

describe('idempotencyKeyReused', () => {
  it('is a refusal of its own type', () => {
    expect(idempotencyKeyReused().type).toBe('idempotency_key_reused');
  });
});

describe('requestOperation', () => {
  it('is caused by the request', () => {
    const actor = { type: 'user', id: '00000000-0000-4000-8000-000000000001' } as const;
    const at = new Date(0);
    expect(requestOperation({ correlationId: 'c', requestId: 'r', actor }, 'o', at)).toEqual({
      id: 'o',
      correlationId: 'c',
      causationId: 'r',
      actor,
      at,
    });
  });
});
