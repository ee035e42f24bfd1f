import type { JobQueue } from 'aws-cdk-lib/aws-batch';
import { EventField } from 'aws-cdk-lib/aws-events';
import type { Alarms } from '../alarms.ts';

/** A job fails once it has been tried as often as it may be: hours after it was asked for nobody looks at it any more. */
export function watchJobs(alarms: Alarms, queue: JobQueue): void {
  const field = (name: string) => EventField.fromPath(`$.detail.${name}`);
  alarms.when(
    'FailedJob',
    {
      source: ['aws.batch'],
      detailType: ['Batch Job State Change'],
      detail: { status: ['FAILED'], jobQueue: [queue.jobQueueArn] },
    },
    `The job ${field('jobName')} has failed. Why tells its log: aws batch describe-jobs --jobs ${field('jobId')}`,
  );
}
