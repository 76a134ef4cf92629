import { type EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';

/** A rule's pattern, as far as our rules go: exact values only. */
interface Pattern {
  readonly source?: readonly string[];
  readonly 'detail-type'?: readonly string[];
}

const matches = ({ source, 'detail-type': types }: Pattern, from: string, type: string): boolean =>
  (source?.includes(from) ?? true) && (types?.includes(type) ?? true);

/** How many messages the bus's rules make of these events. */
export const deliveriesOf = (patterns: readonly Pattern[], source: string, types: readonly string[]): number =>
  types.flatMap((type) => patterns.filter((pattern) => matches(pattern, source, type))).length;

/** The patterns of the rules that are deployed on a bus. */
export async function patternsOn(client: EventBridgeClient, bus: string): Promise<readonly Pattern[]> {
  const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName: bus }));
  return Rules.flatMap(({ EventPattern }) => (EventPattern ? [JSON.parse(EventPattern) as Pattern] : []));
}
