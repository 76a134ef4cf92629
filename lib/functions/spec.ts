import type { EntryPoint } from '../../contracts/internal/environment.ts';
import type { TableName } from '../../contracts/internal/tables.ts';

type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  // A transaction needs this for its ConditionChecks; its writes need the actions above.
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

/** What a function may do, by resource. What is not listed is refused; there are no wildcards. */
export type Permissions = {
  readonly [table in TableName]?: readonly ItemAction[];
} & {
  /** On the table's indexes only, each by its name: no function may read a table from end to end. */
  readonly [index in `${TableName}.indexes`]?: readonly ['Query'];
} & {
  readonly pool?: readonly PoolAction[];
  readonly bus?: readonly ['PutEvents'];
  readonly machine?: readonly ['StartExecution'];
  /** On the executions of the machine, whatever their names. */
  readonly executions?: readonly ['DescribeExecution'];
  readonly tokenKey?: readonly ['GenerateMac'];
  readonly sessionKey?: readonly ('GenerateDataKey' | 'Decrypt')[];
  readonly sender?: readonly ['SendEmail'];
};

/** A function as lib/functions/index.ts declares it. */
export interface FunctionSpec {
  /** Its code; contracts/internal/environment.ts lists the variables that this entry point gets. */
  readonly entry: EntryPoint;
  readonly permissions: Permissions;
  /** 10 where not said. */
  readonly timeoutSeconds?: number;
}
