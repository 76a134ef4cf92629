import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import { alarmProps } from '../../alarms.ts';

// In five minutes. A refused registration (an address that is taken) is a failed execution, too: some are everyday.
const EVERYDAY_REFUSALS = 20;

/** The machine's executions. What rolled back and what did not is told by the registrations' own metrics. */
export function watchWorkflow(monitoring: MonitoringFacade, machine: StateMachine): void {
  monitoring.monitorStepFunction({
    stateMachine: machine,
    humanReadableName: 'RegisterUser',
    alarmFriendlyName: 'RegisterUser',
    addFailedExecutionCountAlarm: { Critical: { maxErrorCount: EVERYDAY_REFUSALS, ...alarmProps('Failed') } },
    addTimedOutExecutionCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('TimedOut') } },
    addThrottledExecutionCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('Throttled') } },
  });
}

/** The gateway's 5xx: our handlers answer what they throw, so that Lambda counts no error of theirs. */
export function watchApi(monitoring: MonitoringFacade, api: HttpApi): void {
  monitoring.monitorApiGatewayV2HttpApi({
    api,
    humanReadableName: 'Api',
    alarmFriendlyName: 'Api',
    add5xxCountAlarm: { Critical: { maxErrorCount: 0, ...alarmProps('Api') } },
  });
}
