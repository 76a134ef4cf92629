import type * as z from 'zod/mini';
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
} from './access.ts';
import { auditEntry, auditPage } from './audit.ts';
import { health } from './health.ts';
import { createInvitationRequest, invitation } from './invitations.ts';
import { changePasswordRequest, forgotPasswordRequest, resetPasswordRequest } from './passwords.ts';
import { problem } from './problems.ts';
import { registration } from './registrations.ts';
import {
  externalLoginRequest,
  loginAnswer,
  loginRequest,
  me,
  refreshRequest,
  session,
  sessionPage,
} from './sessions.ts';
import { accepted, resendVerificationRequest, signUpRequest, verified, verifyRequest } from './sign-up.ts';
import { acceptedRegistrationResponse, registeredUserResponse, registerUserRequest, user, userPage } from './users.ts';

/** Schemas of responses, by their names in the OpenAPI document. */
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

/** Schemas of request bodies. */
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
