import { describe, expect, it } from 'vitest';
import { templateOf } from './template.ts';

/** Without the hashes of bundles, the dashboard, which follows the alarms, and the definition, which has tests of its own. */
function normalized(text: string): unknown {
  const template = JSON.parse(text.replaceAll(/[0-9a-f]{64}/g, '<asset>'));
  for (const resource of Object.values<{ Properties?: Record<string, unknown> }>(template.Resources)) {
    if (resource.Properties?.DefinitionString) resource.Properties.DefinitionString = '<statemachines/>';
    if (resource.Properties?.DashboardBody) resource.Properties.DashboardBody = '<widgets>';
  }
  return template;
}

describe.each(['Data', 'App', 'Watch'] as const)('the %s stack of prod', (kind) => {
  it('equals its reviewed snapshot', async () => {
    const text = JSON.stringify(normalized(templateOf('prod', kind).text), undefined, 2);

    await expect(text).toMatchFileSnapshot(`__snapshots__/${kind}.template.json.snap`);
  });
});
