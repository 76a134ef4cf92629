import { api } from '../platform/api/api.ts';

export const handler = api({});
