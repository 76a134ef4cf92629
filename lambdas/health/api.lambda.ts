import openApi from '../../contracts/api/openapi.json' with { type: 'json' };
import { api } from '../platform/api/api.ts';

export const handler = api({
  getHealth: async () => ({ status: 200, body: { status: 'ok', version: openApi.info.version } }),
  getOpenApi: async () => ({ status: 200, body: openApi }),
});
