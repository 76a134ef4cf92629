import type { serviceRoutes } from '../routes/service.ts';
import type { OperationTexts } from './operation-text.ts';

export const serviceOperations: OperationTexts<typeof serviceRoutes> = {
  getHealth: {
    tag: 'Service',
    summary: 'Tells that the API answers',
    description: 'Needs no token. Looks at nothing behind the API.',
    successes: [{ status: 200, description: 'The API answers.', schema: 'Health' }],
  },
  getOpenApi: {
    tag: 'Service',
    summary: 'This document',
    description: 'Needs no token.',
    successes: [{ status: 200, description: 'The OpenAPI 3.1 document of this API.', anyJson: true }],
  },
};
