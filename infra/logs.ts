import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** What the service says, kept for a month. Its name is known before a first deployment is done, or has failed. */
export function serviceLogs(scope: Construct): LogGroup {
  return new LogGroup(scope, 'ServiceLogs', {
    logGroupName: `/pricetrail/${Stack.of(scope).stackName}`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
