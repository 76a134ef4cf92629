import type { Summary } from './statistics.ts';

/** One line of the published table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** As the value is shown: `x`, `MB`, `USD`. */
  readonly unit: string;
  /** At most; absent where performance is only reported. */
  readonly target?: number;
  readonly stretch?: number;
  /** Absent for what is counted, which has none. */
  readonly spread?: Summary;
  /** What was slowest, of what it is counted. */
  readonly note?: string;
  /** Shown where the target is missed. */
  readonly why?: string;
}

/** A part of the page: its figures, and what stands below them. */
export interface Chapter {
  readonly title: string;
  /** How it was measured, one paragraph. */
  readonly how: string;
  readonly figures: readonly Figure[];
  /** Markdown tables with the single values. */
  readonly details?: string;
}

/** Steps that take long say so. */
export type Log = (line: string) => void;

export type Verdict = 'stretch' | 'met' | 'missed' | '';

/** Against the target; a figure without one has no verdict. */
export function verdictOf({ value, target, stretch }: Figure): Verdict {
  if (target === undefined) return '';
  if (stretch !== undefined && value <= stretch) return 'stretch';
  return value <= target ? 'met' : 'missed';
}
