/**
 * How well a time separates two groups (Mann-Whitney): the share of pairs in which the first one's is the longer,
 * ties half. 0.5 separates nothing; 1 and 0 separate it each time. Throws where a group is empty.
 */
export function auc(first: readonly number[], second: readonly number[]): number {
  if (first.length === 0 || second.length === 0) throw new Error('nothing was measured');
  const longer = first.reduce((sum, one) => sum + pairsWonBy(one, second), 0);
  return longer / (first.length * second.length);
}

const pairsWonBy = (one: number, others: readonly number[]): number =>
  others.reduce((won, other) => won + (one > other ? 1 : one === other ? 0.5 : 0), 0);
