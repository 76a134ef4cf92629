import { createdAt, userId } from './ids.ts';

const sessionId = '9c8b7a60-5d4e-5f3a-8b2c-1d0e9f8a7b6c';
const token = 'q0VZ3mA6x9rY1cT8hJ4kL7nB2sD5fG0wE3uI6oP9';
const email = 'ann@example.com';
const password = 'correct horse battery staple';

const session = {
  sessionId,
  userId,
  mode: 'cookie',
  createdAt,
  lastSeenAt: '2026-11-22T10:15:00.000Z',
  expiresAt: '2026-12-22T09:30:00.000Z',
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
  current: true,
};

export const signInExamples = {
  Accepted: { status: 'accepted' },
  Verified: { status: 'verified' },
  LoginAnswer: { sessionId, expiresAt: session.expiresAt },
  Me: { userId, email, name: 'Ann', status: 'active', roles: ['user'], groups: [], sessions: 1, createdAt },
  Session: session,
  SessionPage: { items: [session] },
  SignUpRequest: { email, password, name: 'Ann' },
  VerifyRequest: { token },
  ResendVerificationRequest: { email },
  ForgotPasswordRequest: { email },
  ResetPasswordRequest: { token, password },
  ChangePasswordRequest: { currentPassword: 'battery staple', newPassword: password },
  LoginRequest: { email, password, mode: 'cookie' },
  ExternalLoginRequest: { authType: 'google', idToken: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl' },
  RefreshRequest: { refreshToken: `${sessionId}.1.${token}` },
};
