import { Annotations, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../contracts/events/index.ts';
import type { EnvironmentName } from '../../contracts/internal/environment.ts';
import { type Config, stackName } from '../config.ts';
import type { FunctionBindings } from '../constructs/function-bindings.ts';
import { SessionKey } from '../constructs/session-key.ts';
import { Tables, tableNames, titleOf } from '../constructs/tables.ts';
import { TaskFunction } from '../constructs/task-function.ts';
import { TokenKey } from '../constructs/token-key.ts';
import { Identities } from '../constructs/user-pool.ts';
import { customChallenge, preTokenGeneration } from '../functions/index.ts';

/** What must outlive a deployment: identities, tables, bus, key, sender. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly bus: EventBus;
  readonly preTokenGeneration: TaskFunction;
  readonly customChallenge: TaskFunction;
  /** For the functions of other stacks. */
  readonly bindings: FunctionBindings;

  constructor(scope: Construct, config: Config) {
    super(scope, stackName(config.stage, 'Data'), { description: 'Rollcall: identities, state, events.' });
    this.tables = new Tables(this, 'Tables', config);
    this.bus = this.eventBus(config);
    const key = new TokenKey(this, 'TokenKey', config);
    const sessionKey = new SessionKey(this, 'SessionKey', config);
    const sender = new EmailIdentity(this, 'Sender', { identity: Identity.email(config.mailSender) });
    const stored = this.ofTables(config);
    this.preTokenGeneration = new TaskFunction(this, 'PreTokenGeneration', preTokenGeneration, stored);
    this.customChallenge = new TaskFunction(this, 'CustomChallenge', customChallenge, {
      settings: config,
      environment: { TOKEN_KEY_ID: key.key.keyId },
      arns: { tokenKey: [key.key.keyArn] },
    });
    const { pool, client } = new Identities(this, 'Identities', {
      preTokenGeneration: this.preTokenGeneration,
      customChallenge: this.customChallenge,
      settings: config,
    });
    this.bindings = {
      settings: config,
      environment: {
        ...stored.environment,
        STAGE: config.stage,
        USER_POOL_ID: pool.userPoolId,
        USER_POOL_CLIENT_ID: client.userPoolClientId,
        EVENT_BUS_NAME: this.bus.eventBusName,
        TOKEN_KEY_ID: key.key.keyId,
        SESSION_KEY_ID: sessionKey.key.keyId,
        SESSION_COOKIE: config.sessionCookie,
        EXTERNAL_ISSUERS: JSON.stringify(config.externalIssuers),
        MAIL_SENDER: config.mailSender,
        OPERATORS_ADDRESS: config.operatorsAddress,
        APP_URL: config.appUrl,
      },
      arns: {
        ...stored.arns,
        pool: [pool.userPoolArn],
        bus: [this.bus.eventBusArn],
        tokenKey: [key.key.keyArn],
        sessionKey: [sessionKey.key.keyArn],
        sender: [sender.emailIdentityArn],
      },
    };
    this.warnOfPlaceholders(config);
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
  }

  private warnOfPlaceholders({ stage, ...settings }: Config): void {
    if (stage === 'local') return;
    for (const name of ['mailSender', 'operatorsAddress', 'appUrl'] as const) {
      if (!settings[name].endsWith('example.com')) continue;
      const remedy = `set it in lib/config.ts, or with -c ${name}=<value>`;
      Annotations.of(this).addWarningV2(`rollcall:${name}`, `${name} of ${stage} is ${settings[name]}: ${remedy}.`);
    }
  }

  private eventBus({ busName, archiveDays }: Config): EventBus {
    const bus = new EventBus(this, 'Bus', { eventBusName: busName });
    if (archiveDays > 0) {
      bus.archive('Archive', { eventPattern: { source: [EVENT_SOURCE] }, retention: Duration.days(archiveDays) });
    }
    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName });
    return bus;
  }

  private ofTables(settings: Config): FunctionBindings {
    const { all } = this.tables;
    for (const name of tableNames) new CfnOutput(this, `${titleOf(name)}Table`, { value: all[name].tableName });
    return {
      settings,
      environment: Object.fromEntries(
        tableNames.map((name) => [`${name.toUpperCase()}_TABLE` as EnvironmentName, all[name].tableName]),
      ),
      arns: {
        ...Object.fromEntries(tableNames.map((name) => [name, [all[name].tableArn]])),
        ...Object.fromEntries(tableNames.map((name) => [`${name}.indexes`, this.tables.indexArns(name)])),
      },
    };
  }
}
