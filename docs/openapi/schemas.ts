import * as z from 'zod/mini';
import {
  checkAnswer,
  checkRequest,
  createRoleRequest,
  grant,
  myPermissions,
  permissionGroup,
  permissionGroupList,
  replacedRoles,
  replaceRolesRequest,
  role,
  roleList,
  roleUsersPage,
  setPermissionGroupsAnswer,
  setPermissionGroupsRequest,
  updateRoleRequest,
  userRoles,
} from '../../contracts/api/access.ts';
import { auditEntry, auditPage } from '../../contracts/api/audit.ts';
import { health } from '../../contracts/api/health.ts';
import { createInvitationRequest, invitation } from '../../contracts/api/invitations.ts';
import { changePasswordRequest, forgotPasswordRequest, resetPasswordRequest } from '../../contracts/api/passwords.ts';
import { problem } from '../../contracts/api/problems.ts';
import { registration } from '../../contracts/api/registrations.ts';
import {
  externalLoginRequest,
  loginAnswer,
  loginRequest,
  me,
  refreshRequest,
  session,
  sessionPage,
} from '../../contracts/api/sessions.ts';
import {
  accepted,
  resendVerificationRequest,
  signUpRequest,
  verified,
  verifyRequest,
} from '../../contracts/api/sign-up.ts';
import {
  acceptedRegistrationResponse,
  registeredUserResponse,
  registerUserRequest,
  user,
  userPage,
} from '../../contracts/api/users.ts';
import { type JsonSchema, plain } from '../json-schema.ts';

/** What the API answers, by its name in the document. */
export const responseSchemas = {
  Health: health,
  User: user,
  UserPage: userPage,
  RegisteredUser: registeredUserResponse,
  AcceptedRegistration: acceptedRegistrationResponse,
  Registration: registration,
  Invitation: invitation,
  AuditEntry: auditEntry,
  AuditPage: auditPage,
  Grant: grant,
  UserRoles: userRoles,
  ReplacedRoles: replacedRoles,
  RoleUsersPage: roleUsersPage,
  Role: role,
  RoleList: roleList,
  PermissionGroup: permissionGroup,
  PermissionGroupList: permissionGroupList,
  SetPermissionGroupsAnswer: setPermissionGroupsAnswer,
  MyPermissions: myPermissions,
  CheckAnswer: checkAnswer,
  Accepted: accepted,
  Verified: verified,
  LoginAnswer: loginAnswer,
  Me: me,
  Session: session,
  SessionPage: sessionPage,
  Problem: problem,
} as const satisfies Record<string, z.ZodMiniType>;

/** What the API takes. */
export const requestSchemas = {
  RegisterUserRequest: registerUserRequest,
  CreateInvitationRequest: createInvitationRequest,
  ReplaceRolesRequest: replaceRolesRequest,
  CreateRoleRequest: createRoleRequest,
  UpdateRoleRequest: updateRoleRequest,
  SetPermissionGroupsRequest: setPermissionGroupsRequest,
  CheckRequest: checkRequest,
  SignUpRequest: signUpRequest,
  VerifyRequest: verifyRequest,
  ResendVerificationRequest: resendVerificationRequest,
  ForgotPasswordRequest: forgotPasswordRequest,
  ResetPasswordRequest: resetPasswordRequest,
  ChangePasswordRequest: changePasswordRequest,
  LoginRequest: loginRequest,
  ExternalLoginRequest: externalLoginRequest,
  RefreshRequest: refreshRequest,
} as const satisfies Record<string, z.ZodMiniType>;

export type ResponseSchema = keyof typeof responseSchemas;
export type RequestSchema = keyof typeof requestSchemas;

export const schemaRef = (name: ResponseSchema | RequestSchema) => ({ $ref: `#/components/schemas/${name}` });

/** A request is described as it is sent, an answer as it is parsed. */
function described(schemas: Record<string, z.ZodMiniType>, io: 'input' | 'output'): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const uri = (id: string) => `#/components/schemas/${id}`;
  const { schemas: made } = z.toJSONSchema(registry, { io, uri, unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(made).map(([name, schema]) => [name, plain(schema)]));
}

export const componentSchemas = () => ({
  ...described(requestSchemas, 'input'),
  ...described(responseSchemas, 'output'),
});
