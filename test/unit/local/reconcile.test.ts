import { describe, expect, it } from 'vitest';
import { findingKinds, type ReconcileReport } from '../../../contracts/reconciliation.ts';
import { openFindings, reconcile, reportLines } from '../../../local/commands/reconcile.ts';
import type { DeployedSystem } from '../../../local/system/find-system.ts';

const clean: ReconcileReport = {
  outcome: 'finished',
  seen: { users: 3, profiles: 3, lookups: 0 },
  counts: Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as ReconcileReport['counts'],
  removed: 0,
  findings: [],
};

const answers = (...reports: readonly Partial<ReconcileReport>[]) => {
  const asked: unknown[] = [];
  const left = [...reports];
  const send = async ({ input }: { input: { Payload: string } }) => {
    asked.push(JSON.parse(input.Payload));
    return { Payload: new TextEncoder().encode(JSON.stringify({ ...clean, ...left.shift() })) };
  };
  const system = { clients: { functions: { send } }, outputs: { functions: { reconcile: 'fn' } } };
  return { asked, system: system as unknown as DeployedSystem };
};

describe('reconcile', () => {
  it('starts a pass once and continues it until it is finished', async () => {
    const { asked, system } = answers({ outcome: 'paused' }, { outcome: 'paused' }, {});
    const progress: ReconcileReport[] = [];
    expect(await reconcile(system, true, (report) => progress.push(report))).toEqual(clean);
    expect(asked).toMatchObject([{ action: 'start', fix: true }, { action: 'continue' }, { action: 'continue' }]);
    expect(progress).toHaveLength(2);
  });

  it('refuses while another pass runs', async () => {
    await expect(reconcile(answers({ outcome: 'busy' }).system, false, () => {})).rejects.toThrow('runs already');
  });

  it('reports each kind with its meaning, and how many findings remain', () => {
    const leftover = {
      kind: 'leftovers',
      userId: 'u-1',
      registrationId: 'r-1',
      parts: ['user'],
      removable: true,
    } as const;
    const report: ReconcileReport = {
      ...clean,
      counts: { ...clean.counts, leftovers: 2 },
      removed: 1,
      findings: [{ ...leftover, parts: ['user'], removed: true }],
    };
    expect(openFindings(report)).toBe(1);
    expect(reportLines(report).slice(-3)).toEqual([
      expect.stringMatching(/^2 leftovers: .*--fix/),
      '   u-1  registration r-1  user - removed',
      '   ... and 1 more; the log names them.',
    ]);
  });
});
