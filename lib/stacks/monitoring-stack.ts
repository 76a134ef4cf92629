import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { DefaultDashboardFactory, MonitoringFacade, notifySns } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import { alarmProps } from '../alarms.ts';
import { type Config, stackName } from '../config.ts';
import { AlarmTopic } from '../constructs/monitoring/alarm-topic.ts';
import { Canary } from '../constructs/monitoring/canary.ts';
import { monitorFunction } from '../constructs/monitoring/functions.ts';
import { monitorCanary, monitorEventSource } from '../constructs/monitoring/queues.ts';
import { monitorRegistrations } from '../constructs/monitoring/registrations.ts';
import type { AppStack } from './app-stack.ts';
import type { DataStack } from './data-stack.ts';

// Per five minutes. A refused registration (an e-mail address that exists) is a failed execution, too: some are normal.
const MAX_FAILED_EXECUTIONS = 20;

/** Alarms to the operators, one dashboard, and a canary. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, config: Config, data: DataStack, app: AppStack) {
    const name = stackName(config.stage, 'Watch');
    super(scope, name, { description: 'Rollcall: alarms, dashboard, canary.' });
    const { topic } = new AlarmTopic(this, 'Alarms', config);
    const canary = new Canary(this, 'Canary', { bus: data.bus, bindings: data.bindings });
    const monitoring = new MonitoringFacade(this, 'Monitoring', {
      alarmFactoryDefaults: {
        actionsEnabled: true,
        alarmNamePrefix: name,
        // Also notifies when the alarm is over, for the operator on call.
        action: notifySns(topic, topic),
        // At the first period: a failed rollback does not fail three times in a row.
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
      },
      dashboardFactory: new DefaultDashboardFactory(this, 'Dashboards', { dashboardNamePrefix: name }),
    });
    monitorRegistrations(monitoring, config.stage);
    monitorWorkflow(monitoring, app.machine);
    monitorApi(monitoring, app.httpApi);
    monitorCanary(monitoring, canary.arrivals);
    for (const [source, queues] of app.eventSources) monitorEventSource(monitoring, source, queues);
    monitorEventSource(monitoring, 'Canary', { deadLetterQueue: canary.deadLetterQueue });
    new CfnOutput(this, 'CanaryDlq', { value: canary.deadLetterQueue.queueUrl });
    const functions = [...app.functions.values(), data.preTokenGeneration, data.customChallenge, canary.function];
    for (const one of functions) monitorFunction(monitoring, one);
  }
}

/** Executions of the state machine. The registrations' own metrics count the rollbacks. */
function monitorWorkflow(monitoring: MonitoringFacade, machine: StateMachine): void {
  monitoring.monitorStepFunction({
    stateMachine: machine,
    humanReadableName: 'RegisterUser',
    alarmFriendlyName: 'RegisterUser',
    addFailedExecutionCountAlarm: {
      Critical: { maxErrorCount: MAX_FAILED_EXECUTIONS, ...alarmProps('ExecutionsFailed') },
    },
    addTimedOutExecutionCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('ExecutionsTimedOut') } },
    addThrottledExecutionCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('ExecutionsThrottled') } },
  });
}

/** The gateway's 5xx responses: handlers answer their own errors, so that Lambda's error metric does not count them. */
function monitorApi(monitoring: MonitoringFacade, api: HttpApi): void {
  monitoring.monitorApiGatewayV2HttpApi({
    api,
    humanReadableName: 'Api',
    alarmFriendlyName: 'Api',
    add5xxCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('Api') } },
  });
}
