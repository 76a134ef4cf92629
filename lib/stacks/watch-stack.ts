import { CfnOutput, Stack } from 'aws-cdk-lib';
import { DefaultDashboardFactory, MonitoringFacade, notifySns } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import { type Config, stackName } from '../config.ts';
import { AlarmTopic } from '../constructs/watch/alarm-topic.ts';
import { Canary } from '../constructs/watch/canary.ts';
import { watchFunction } from '../constructs/watch/functions.ts';
import { watchCanary, watchDeadLetters, watchQueue } from '../constructs/watch/queues.ts';
import { watchRegistrations } from '../constructs/watch/registrations.ts';
import { watchApi, watchWorkflow } from '../constructs/watch/workflow.ts';
import type { AppStack } from './app-stack.ts';
import type { DataStack } from './data-stack.ts';

/** Who looks after it all: alarms to the operators, one dashboard, and a canary. */
export class WatchStack extends Stack {
  constructor(scope: Construct, config: Config, data: DataStack, app: AppStack) {
    const name = stackName(config.stage, 'Watch');
    super(scope, name, { description: 'Rollcall: alarms, dashboard, canary.' });
    const { topic } = new AlarmTopic(this, 'Alarms', config);
    const canary = new Canary(this, 'Canary', { bus: data.bus, bindings: data.bindings });
    const monitoring = new MonitoringFacade(this, 'Monitoring', {
      alarmFactoryDefaults: {
        actionsEnabled: true,
        alarmNamePrefix: name,
        // Told when it is over, too: who got up at night wants to know.
        action: notifySns(topic, topic),
        // At the first period: a rollback that failed does not fail again for the sake of three in a row.
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
      },
      dashboardFactory: new DefaultDashboardFactory(this, 'Dashboards', { dashboardNamePrefix: name }),
    });
    watchRegistrations(monitoring, config.stage);
    watchWorkflow(monitoring, app.machine);
    watchApi(monitoring, app.httpApi);
    watchCanary(monitoring, canary.arrivals);
    for (const [queues, { queue, deadLetters }] of app.queues) {
      if (queue) watchQueue(monitoring, queues, queue);
      watchDeadLetters(monitoring, queues, deadLetters);
    }
    watchDeadLetters(monitoring, 'Canary', canary.deadLetters);
    new CfnOutput(this, 'CanaryDlq', { value: canary.deadLetters.queueUrl });
    for (const [task, made] of app.tasks) watchFunction(monitoring, task, made);
    watchFunction(monitoring, 'PreTokenGeneration', data.preTokenGeneration);
    watchFunction(monitoring, 'CustomChallenge', data.customChallenge);
    watchFunction(monitoring, 'SendCanary', canary.task);
  }
}
