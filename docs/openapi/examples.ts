import { catalogue } from '../../contracts/events/index.ts';
import type { RequestSchema, ResponseSchema } from './schemas.ts';

const registrationId = '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10';
const userId = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
const adminId = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';
const createdAt = '2026-11-22T09:30:00.000Z';

const user = {
  userId,
  email: 'ann@example.com',
  name: 'Ann',
  roles: ['user'],
  status: 'active',
  registrationId,
  createdAt,
};

const auditEntry = {
  id: '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b',
  eventId: '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b',
  occurredAt: createdAt,
  actorId: adminId,
  action: 'USER_REGISTERED',
  targetType: 'user',
  targetId: userId,
  details: catalogue.find(({ type }) => type === 'UserRegistered')?.example,
  correlationId: 'c0ffee-1',
};

/** One valid instance of each schema. */
export const examples: Record<Exclude<ResponseSchema, 'Problem'> | RequestSchema, unknown> = {
  Health: { status: 'ok', version: '0.1.0' },
  RegisterUserRequest: { email: 'Ann@Example.com', name: 'Ann', roles: ['user'] },
  User: user,
  UserPage: { items: [user], nextCursor: 'WyIyMDI2LTExLTIyVDA5OjMwOjAwLjAwMFoiXQ' },
  RegisteredUser: { registrationId, userId, email: 'ann@example.com', name: 'Ann', roles: ['user'], status: 'active' },
  AcceptedRegistration: {
    registrationId,
    state: 'roles_pending',
    userId,
    transientStatus: 503,
    rolesPending: ['user'],
  },
  Registration: {
    registrationId,
    state: 'registered',
    method: 'admin',
    userId,
    email: 'ann@example.com',
    name: 'Ann',
    roles: ['user'],
    requestedBy: adminId,
    correlationId: 'c0ffee-1',
    steps: [
      { state: 'reserved', at: createdAt },
      { state: 'created', at: '2026-11-22T09:30:00.400Z' },
      { state: 'registered', at: '2026-11-22T09:30:00.900Z' },
    ],
    createdAt,
    updatedAt: '2026-11-22T09:30:00.900Z',
  },
  CreateInvitationRequest: { email: 'ann@example.com', roles: ['user'] },
  Invitation: {
    invitationId: '0193a1f0-7a11-7c3d-8b52-5a4e3d2c1b0a',
    email: 'ann@example.com',
    roles: ['user'],
    invitedBy: adminId,
    state: 'pending',
    createdAt,
    expiresAt: '2026-11-29T09:30:00.000Z',
  },
  AuditEntry: auditEntry,
  AuditPage: { items: [auditEntry] },
};
