import type { RequestSchema, ResponseSchema } from '../../../contracts/api/schemas.ts';
import { catalogue } from '../../../contracts/events/index.ts';
import { accessExamples } from './examples/access.ts';
import { adminId, createdAt, registrationId, userId } from './examples/ids.ts';
import { signInExamples } from './examples/sign-in.ts';

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

/** A valid instance of each schema. */
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
  ...accessExamples,
  ...signInExamples,
  AuditEntry: auditEntry,
  AuditPage: { items: [auditEntry] },
};
