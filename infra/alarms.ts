import { Duration } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export type Limit = { threshold: number; minutes: number; says: string };

/** Alarms by mail: of what lasts when it begins and when it is over, of what happens each time. */
export class Alarms {
  readonly period = Duration.minutes(1);
  readonly #scope: Construct;
  readonly #topic: Topic;

  constructor(scope: Construct, email: string) {
    this.#scope = scope;
    this.#topic = new Topic(scope, 'AlarmTopic', { enforceSSL: true });
    this.#topic.addSubscription(new EmailSubscription(email));
  }

  /** Where the metric, of a minute each, is above the threshold for so many minutes. No failures are no data. */
  above(id: string, metric: IMetric, limit: Limit): void {
    this.#add(id, metric, {
      ...termsOf(limit),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** What says nothing any more has nothing left. */
  below(id: string, metric: IMetric, limit: Limit): void {
    this.#add(id, metric, {
      ...termsOf(limit),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** @param says may name fields of the event (`EventField.fromPath`) */
  when(id: string, eventPattern: EventPattern, says: string): void {
    const mail = new SnsTopic(this.#topic, { message: RuleTargetInput.fromText(says) });
    new Rule(this.#scope, `${id}Rule`, { eventPattern, targets: [mail] });
  }

  #add(id: string, metric: IMetric, terms: Omit<AlarmProps, 'metric'>): void {
    const alarm = new Alarm(this.#scope, `${id}Alarm`, { metric, ...terms });
    const mail = new SnsAction(this.#topic);
    alarm.addAlarmAction(mail);
    alarm.addOkAction(mail);
  }
}

function termsOf({ threshold, minutes, says }: Limit) {
  return { threshold, evaluationPeriods: minutes, alarmDescription: says };
}
