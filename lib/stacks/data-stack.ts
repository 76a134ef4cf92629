import { Annotations, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../contracts/events/index.ts';
import type { EnvironmentName } from '../../contracts/internal/environment.ts';
import { type Config, stackName } from '../config.ts';
import { type FunctionBindings, RollcallFunction } from '../constructs/function.ts';
import { SessionKey, TokenKey } from '../constructs/keys.ts';
import { capitalize, Tables, tableNames } from '../constructs/tables.ts';
import { Identities } from '../constructs/user-pool.ts';
import { preTokenGeneration } from '../functions/access.ts';
import { customChallenge } from '../functions/authentication.ts';

/** The stateful resources: user pool, tables, bus, keys, mail sender. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly bus: EventBus;
  readonly preTokenGeneration: RollcallFunction;
  readonly customChallenge: RollcallFunction;
  /** For the functions of other stacks. */
  readonly bindings: FunctionBindings;

  constructor(scope: Construct, config: Config) {
    super(scope, stackName(config.stage, 'Data'), { description: 'Rollcall: identities, state, events.' });
    this.tables = new Tables(this, 'Tables', config);
    this.bus = this.addEventBus(config);
    const tokenKey = new TokenKey(this, 'TokenKey', config);
    const sessionKey = new SessionKey(this, 'SessionKey', config);
    const sender = new EmailIdentity(this, 'Sender', { identity: Identity.email(config.mailSender) });
    const tableBindings = this.tableBindings(config);
    this.preTokenGeneration = new RollcallFunction(this, 'PreTokenGeneration', preTokenGeneration, tableBindings);
    this.customChallenge = new RollcallFunction(this, 'CustomChallenge', customChallenge, {
      settings: config,
      environment: { TOKEN_KEY_ID: tokenKey.key.keyId },
      arns: { tokenKey: [tokenKey.key.keyArn] },
    });
    const { pool, client } = new Identities(this, 'Identities', {
      preTokenGeneration: this.preTokenGeneration,
      customChallenge: this.customChallenge,
      settings: config,
    });
    this.bindings = {
      settings: config,
      environment: {
        ...tableBindings.environment,
        STAGE: config.stage,
        USER_POOL_ID: pool.userPoolId,
        USER_POOL_CLIENT_ID: client.userPoolClientId,
        EVENT_BUS_NAME: this.bus.eventBusName,
        TOKEN_KEY_ID: tokenKey.key.keyId,
        SESSION_KEY_ID: sessionKey.key.keyId,
        SESSION_COOKIE: config.sessionCookie,
        EXTERNAL_ISSUERS: JSON.stringify(config.externalIssuers),
        MAIL_SENDER: config.mailSender,
        OPERATORS_ADDRESS: config.operatorsAddress,
        APP_URL: config.appUrl,
      },
      arns: {
        ...tableBindings.arns,
        pool: [pool.userPoolArn],
        bus: [this.bus.eventBusArn],
        tokenKey: [tokenKey.key.keyArn],
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
      const flag = `-c ${name}=${name === 'appUrl' ? '<url>' : '<address>'}`;
      Annotations.of(this).addWarningV2(
        `rollcall:${name}`,
        `${name} of ${stage} is ${settings[name]}, which is a placeholder. Set it in lib/config.ts, or deploy with: ` +
          `npx rollcall deploy --stage ${stage} ${flag} (or: npx cdk deploy --all -c stage=${stage} ${flag})`,
      );
    }
  }

  private addEventBus({ busName, archiveDays }: Config): EventBus {
    const bus = new EventBus(this, 'Bus', { eventBusName: busName });
    if (archiveDays > 0) {
      bus.archive('Archive', { eventPattern: { source: [EVENT_SOURCE] }, retention: Duration.days(archiveDays) });
    }
    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName });
    return bus;
  }

  private tableBindings(settings: Config): FunctionBindings {
    const { all } = this.tables;
    for (const name of tableNames) new CfnOutput(this, `${capitalize(name)}Table`, { value: all[name].tableName });
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
