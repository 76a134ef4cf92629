import type { EntryPoint } from '../../contracts/internal/environment.ts';
import type { TableName } from '../../contracts/internal/tables.ts';

type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  // For the ConditionChecks of a transaction; its writes need the actions above.
  | 'ConditionCheckItem';

type PoolAction =
  | 'ListUsers'
  | 'AdminCreateUser'
  | 'AdminGetUser'
  | 'AdminDeleteUser'
  | 'AdminDisableUser'
  | 'AdminEnableUser'
  | 'AdminUserGlobalSignOut'
  | 'AdminSetUserPassword'
  | 'AdminUpdateUserAttributes'
  | 'AdminInitiateAuth'
  | 'AdminRespondToAuthChallenge';

/** A function's permissions, by resource. Everything else is denied; there are no wildcards. */
export type Permissions = {
  readonly [table in TableName]?: readonly ItemAction[];
} & {
  /** On the table's indexes only, each by its name: no function may scan a table. */
  readonly [index in `${TableName}.indexes`]?: readonly ['Query'];
} & {
  readonly pool?: readonly PoolAction[];
  readonly bus?: readonly ['PutEvents'];
  readonly machine?: readonly ['StartExecution'];
  /** On all executions of the state machine. */
  readonly executions?: readonly ['DescribeExecution'];
  readonly tokenKey?: readonly ['GenerateMac'];
  readonly sessionKey?: readonly ('GenerateDataKey' | 'Decrypt')[];
  readonly sender?: readonly ['SendEmail'];
};

/** A function's row in lib/functions. */
export interface FunctionSpec {
  /** Its code; contracts/internal/environment.ts lists the variables that this entry point gets. */
  readonly entry: EntryPoint;
  readonly permissions: Permissions;
  /** What users and operators lose while the function fails or is throttled: the text of its alarms. */
  readonly impact: string;
  /** 10 by default. */
  readonly timeoutSeconds?: number;
}
