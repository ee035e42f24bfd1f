import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';

type Call = { action: string; input: Record<string, unknown> };
type Answer = { Status: string; Reason?: string; PhysicalResourceId: string };

const taskArn = 'arn:aws:ecs:eu-central-1:1:task/c/t';
let calls: Call[];
let answers: Answer[];
let contentTypes: (string | undefined)[];
let task: Record<string, unknown>;
let stackStatus: string;
let handler: (event: object, context: object) => Promise<void>;

/** CloudFormation, ECS, and where an answer is waited for. */
const server = createServer(async (request, response) => {
  if (request.url === '/stacks/') return void response.end(describedStack());
  const input = (await json(request)) as Record<string, unknown>;
  if (request.url === '/answer') {
    answers.push(input as Answer);
    contentTypes.push(request.headers['content-type']);
  } else calls.push({ action: actionOf(request), input });
  const started = 'failures' in task ? task : { tasks: [{ taskArn }], failures: [] };
  const body = actionOf(request) === 'RunTask' ? started : { tasks: [task], failures: [] };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
});

function describedStack(): string {
  const stack = `<member><StackName>s</StackName><StackStatus>${stackStatus}</StackStatus></member>`;
  const result = `<DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult>`;
  return `<DescribeStacksResponse>${result}</DescribeStacksResponse>`;
}

function actionOf({ headers }: IncomingMessage): string {
  return String(headers['x-amz-target']).split('.').at(-1) ?? '';
}

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const credentials = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  Object.assign(process.env, credentials, {
    AWS_ENDPOINT_URL_ECS: address(),
    AWS_ENDPOINT_URL_CLOUDFORMATION: `${address()}/stacks/`,
  });
  // @ts-expect-error: Lambda runs no TypeScript, and this has no types
  ({ handler } = await import('../../infra/lambda/run-task/index.mjs'));
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  stackStatus = 'UPDATE_IN_PROGRESS';
  calls = [];
  answers = [];
  contentTypes = [];
});

function address(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function run(type: string, { remainingMs = 900_000 } = {}): Promise<Answer | undefined> {
  const properties = { Cluster: 'c', TaskDefinition: 'd:3', Subnets: ['s'], SecurityGroups: ['g'] };
  const ids = { StackId: 'stack', RequestId: 'request-1', LogicalResourceId: 'Migration' };
  const event = { RequestType: type, ...ids, ResponseURL: `${address()}/answer`, ResourceProperties: properties };
  await handler(event, { getRemainingTimeInMillis: () => remainingMs });
  return answers[0];
}

test('a deployment goes on when the task has ended with 0', async () => {
  task = { taskArn, lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] };
  assert.equal((await run('Create'))?.Status, 'SUCCESS');
  assert.deepEqual(
    calls.map(({ action }) => action),
    ['RunTask', 'DescribeTasks'],
  );
  const input = calls[0]?.input;
  assert.equal(input?.taskDefinition, 'd:3');
  assert.equal(input?.clientToken, 'request-1', 'Lambda may call twice: it is one task');
});

test('the answer names no type: S3 refuses one that the address was not signed for', async () => {
  task = { taskArn, lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] };
  await run('Create');
  assert.deepEqual(contentTypes, ['']);
});

test('a deployment is taken back where the task fails', async () => {
  task = { taskArn, lastStatus: 'STOPPED', containers: [{ exitCode: 1, reason: 'it said no' }] };
  const answer = await run('Update');
  assert.equal(answer?.Status, 'FAILED');
  assert.match(answer?.Reason ?? '', /ended with 1: it said no/);
});

test('a deployment is taken back where the task cannot be started, with the reason', async () => {
  task = { tasks: [], failures: [{ reason: 'Capacity is unavailable at this time' }] };
  assert.match((await run('Update'))?.Reason ?? '', /Capacity is unavailable/);
});

test('a task that never ended, for its image was not found, is a failure', async () => {
  task = { taskArn, lastStatus: 'STOPPED', stoppedReason: 'CannotPullContainerError', containers: [{}] };
  assert.match((await run('Update'))?.Reason ?? '', /ended with no status: CannotPullContainerError/);
});

test('a task that takes too long is told before Lambda is at its end', async () => {
  task = { taskArn, lastStatus: 'RUNNING' };
  assert.match((await run('Update', { remainingMs: 31_000 }))?.Reason ?? '', /has not ended yet/);
});

test('nothing is run when the stack is deleted', async () => {
  assert.equal((await run('Delete'))?.Status, 'SUCCESS');
  assert.deepEqual(calls, []);
});

test('nothing is run while a deployment is taken back: what failed would fail again', async () => {
  stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
  assert.equal((await run('Update'))?.Status, 'SUCCESS');
  assert.deepEqual(calls, []);
});
