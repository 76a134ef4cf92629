/** What many measurements of one thing say; the quartiles are the spread. */
export interface Summary {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** The value below which a share of the sorted values lies, interpolated between its neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Median and quartiles. Throws where nothing was measured. */
export function summary(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((one, other) => one - other);
  return {
    median: quantile(sorted, 0.5),
    lower: quantile(sorted, 0.25),
    upper: quantile(sorted, 0.75),
    count: sorted.length,
  };
}

export const median = (values: readonly number[]): number => summary(values).median;

/**
 * How many times `base` the `values` are: the ratio of the medians, with the quartiles of the ratios of each
 * interleaved round. What slows the machine for a while slows both sides of a round.
 */
export function ratio(values: readonly number[], base: readonly number[]): Summary {
  if (values.length !== base.length) throw new Error('a round measures both sides');
  const rounds = summary(values.map((value, round) => value / (base[round] ?? Number.NaN)));
  return { ...rounds, median: median(values) / median(base) };
}
