/** The ids and the time of every example. */
export const registrationId = '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10';
export const userId = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
export const adminId = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
export const createdAt = '2026-11-22T09:30:00.000Z';
