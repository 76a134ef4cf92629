import type { serviceRoutes } from '../routes/service.ts';
import type { OperationTexts } from './operation-text.ts';

export const serviceOperations: OperationTexts<typeof serviceRoutes> = {
  getHealth: {
    tag: 'Service',
    summary: 'Check the health',
    description: 'Checks the API only, not the services behind it.',
    successes: [{ status: 200, description: 'The API is available.', schema: 'Health' }],
  },
  getOpenApi: {
    tag: 'Service',
    summary: 'Get the OpenAPI document',
    description: 'Describes this API.',
    successes: [{ status: 200, description: 'The OpenAPI 3.1 document.', anyJson: true }],
  },
};
