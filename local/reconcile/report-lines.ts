import { type Finding, type FindingKind, findingKinds, type ReconcileReport } from '../../contracts/reconciliation.ts';

const meanings: Readonly<Record<FindingKind, string>> = {
  stranger: 'Made by somebody else: no registration of ours says that it made this user. Never removed.',
  unknown_registration: 'Her registration has no record; a table that was restored, perhaps. Never removed.',
  leftovers: 'Her registration was undone, or she was deleted, and this is still there. `--fix` removes it.',
  incomplete: 'Her registration says that she exists, and this is missing. Restore it, or delete the user.',
  half_deleted: 'A deletion stopped half-way. Send DELETE /v1/users/{userId}?confirm=true again.',
};

function findingLine({ userId, registrationId, parts: deps, kind, removable, removed }: Finding): string {
  const what = deps.map((part) => part.replace('_', ' ')).join(', ');
  const held = kind === 'leftovers' && !removable ? ' (holds roles: look who gave them)' : '';
  const fixed = removed ? ' - removed' : '';
  const by = registrationId === undefined ? '' : `  registration ${registrationId}`;
  return `   ${userId}${by}  ${what}${held}${fixed}`;
}

function kindLines({ counts, findings }: ReconcileReport, kind: FindingKind): readonly string[] {
  const count = counts[kind] ?? 0;
  if (count === 0) return [];
  const listed = findings.filter((finding) => finding.kind === kind);
  const more = count > listed.length ? [`   ... and ${count - listed.length} more; the log names them.`] : [];
  return ['', `${count} ${kind.replace('_', ' ')}: ${meanings[kind]}`, ...listed.map(findingLine), ...more];
}

/** How many findings are still there. */
export const openFindings = ({ counts, removed }: ReconcileReport): number =>
  findingKinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0) - removed;

/** A report as a person reads it: what was looked at, then each kind of finding with its meaning. */
export function reportLines(report: ReconcileReport): readonly string[] {
  const { users, profiles, lookups } = report.seen;
  return [
    `${users} users of the pool and ${profiles} of the table looked at, ${lookups} looked up one by one, ${report.removed} removed.`,
    ...findingKinds.flatMap((kind) => kindLines(report, kind)),
  ];
}
