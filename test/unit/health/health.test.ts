import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { health } from '../../../contracts/api/health.ts';
import openApi from '../../../contracts/api/openapi.json' with { type: 'json' };
import { handler } from '../../../lambdas/health/api.lambda.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { anApiEvent } from '../../support/api/events.ts';

async function get(path: string) {
  const answer = await handler(anApiEvent({ routeKey: `GET ${path}`, authorizer: null }), {} as never);
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
}

describe('the API without a token', () => {
  it('returns its health with the version', async () => {
    const { status, body } = await get('/v1/health');
    expect(status).toBe(200);
    expect(z.parse(health, body)).toEqual({ status: 'ok', version: packageJson.version });
  });

  it('returns its OpenAPI description', async () => {
    expect(await get('/openapi.json')).toEqual({ status: 200, body: openApi });
  });
});
