import type { Call } from './call.ts';
import type { Effect, Fault } from './fault.ts';

/** How often a fault was met, and how often it hit. */
export interface FaultCount {
  readonly met: number;
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

interface Standing {
  readonly fault: Fault;
  met: number;
  hit: number;
}

const meets = ({ service, operation, including }: Fault, call: Call): boolean =>
  call.service === service && call.operation === operation && including.every((text) => call.text.includes(text));

function hits({ hits: which }: Fault, place: number): boolean {
  if (which === 'all') return true;
  return 'nth' in which ? place === which.nth : place <= which.first;
}

export function faultPlan(): FaultPlan {
  const standing = new Map<number, Standing>();
  let last = 0;

  function count(id: number): FaultCount | undefined {
    const found = standing.get(id);
    return found && { met: found.met, hit: found.hit };
  }

  return {
    count,
    add(fault) {
      last += 1;
      standing.set(last, { fault, met: 0, hit: 0 });
      return last;
    },
    remove(id) {
      const found = count(id);
      standing.delete(id);
      return found;
    },
    effectOn(call) {
      for (const one of standing.values()) {
        if (!meets(one.fault, call)) continue;
        one.met += 1;
        if (!hits(one.fault, one.met)) continue;
        one.hit += 1;
        return one.fault.effect;
      }
      return undefined;
    },
  };
}
