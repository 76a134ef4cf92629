import * as z from 'zod/mini';

export const health = z.strictObject({ status: z.literal('ok'), version: z.string() });
