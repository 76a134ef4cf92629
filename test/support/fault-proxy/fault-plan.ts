import type { Call } from './call.ts';
import type { Effect, Fault } from './fault.ts';

/** How often a fault was met, and how often it hit. */
export interface FaultCount {
  readonly matched: number;
  readonly hit: number;
}

/** The faults in force, and what they did. */
export interface FaultPlan {
  /** Puts a fault in force; answers its id. */
  add(fault: Fault): number;
  /** Ends a fault; answers what it did, undefined when there is none with this id. */
  remove(id: number): FaultCount | undefined;
  count(id: number): FaultCount | undefined;
  /** The effect that a call meets; the first fault that hits it decides. Counts. */
  effectOn(call: Call): Effect | undefined;
}

interface ActiveFault {
  readonly fault: Fault;
  matched: number;
  hit: number;
}

const meets = ({ service, operation, including }: Fault, call: Call): boolean =>
  call.service === service && call.operation === operation && including.every((text) => call.text.includes(text));

function hits({ hits: which }: Fault, place: number): boolean {
  if (which === 'all') return true;
  return 'nth' in which ? place === which.nth : place <= which.first;
}

export function faultPlan(): FaultPlan {
  const active = new Map<number, ActiveFault>();
  let last = 0;

  function count(id: number): FaultCount | undefined {
    const found = active.get(id);
    return found && { matched: found.matched, hit: found.hit };
  }

  return {
    count,
    add(fault) {
      last += 1;
      active.set(last, { fault, matched: 0, hit: 0 });
      return last;
    },
    remove(id) {
      const found = count(id);
      active.delete(id);
      return found;
    },
    effectOn(call) {
      for (const one of active.values()) {
        if (!meets(one.fault, call)) continue;
        one.matched += 1;
        if (!hits(one.fault, one.matched)) continue;
        one.hit += 1;
        return one.fault.effect;
      }
      return undefined;
    },
  };
}
