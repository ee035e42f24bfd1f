import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTasksCommand, ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';

// What a deployment waits for (AWS::CloudFormation::CustomResource): runs a task, and says that it is made once that has ended
// with 0. Lambda runs no TypeScript.

const ecs = new ECSClient({});
const cloudFormation = new CloudFormationClient({});
const lookEveryMs = 5_000;
/** Kept to say so where the task takes longer than Lambda lets anybody wait. */
const reserveMs = 30_000;

export async function handler(event, context) {
  const answer = { Status: 'SUCCESS', PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId };
  try {
    if (await isToRun(event)) await runToEnd(event, () => context.getRemainingTimeInMillis() - reserveMs);
  } catch (error) {
    Object.assign(answer, { Status: 'FAILED', Reason: String(error?.message ?? error).slice(0, 1_000) });
  }
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({ ...answer, StackId, RequestId, LogicalResourceId });
  // A type that fetch adds is not what S3 signed the address for: it would be refused, and the deployment wait for nothing.
  const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!ok) throw new Error(`the answer was refused: ${status}`);
}

/** What is taken back needs nothing done: a version leaves a newer schema alone, and must not fail for what the newer one met. */
async function isToRun({ RequestType, StackId }) {
  if (RequestType === 'Delete') return false;
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: StackId }));
  return !Stacks[0]?.StackStatus?.includes('ROLLBACK');
}

async function runToEnd({ RequestId, ResourceProperties }, remainingMs) {
  const { Cluster: cluster, TaskDefinition: taskDefinition, Subnets: subnets, SecurityGroups } = ResourceProperties;
  const { tasks = [], failures = [] } = await ecs.send(
    new RunTaskCommand({
      ...{ cluster, taskDefinition, launchType: 'FARGATE' },
      clientToken: RequestId, // asked again, it is the same task
      networkConfiguration: {
        awsvpcConfiguration: { subnets, securityGroups: SecurityGroups, assignPublicIp: 'DISABLED' },
      },
    }),
  );
  const [task] = tasks;
  if (!task) throw new Error(`the task was not started: ${failures[0]?.reason ?? 'no reason is given'}`);
  const ended = await untilStopped({ cluster, tasks: [task.taskArn] }, remainingMs);
  const [container] = ended.containers ?? [];
  if (container?.exitCode === 0) return;
  const reason = container?.reason ?? ended.stoppedReason ?? 'see its log';
  throw new Error(`${task.taskArn} ended with ${container?.exitCode ?? 'no status'}: ${reason}`);
}

async function untilStopped(which, remainingMs) {
  for (;;) {
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand(which));
    if (tasks[0]?.lastStatus === 'STOPPED') return tasks[0];
    if (remainingMs() < lookEveryMs)
      throw new Error(`${which.tasks[0]} has not ended yet, and goes on: deploy again when it has`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
