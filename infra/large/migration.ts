import { join } from 'node:path';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Cluster, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge, logicalId } from '../acknowledge.ts';
import type { ServiceDatabase } from '../database.ts';
import { makeTask, type TaskParts } from './service-tasks.ts';

type MigrationOptions = {
  parts: TaskParts;
  vpc: IVpc;
  clients: ISecurityGroup;
  cluster: Cluster;
  database: ServiceDatabase;
};

/**
 * Brings the schema up to date with each new image, before what depends on it is changed: the services that are there go on
 * meanwhile, on the schema that they know and the new one alike. Where it fails the deployment is taken back.
 */
export function makeMigration(scope: Construct, options: MigrationOptions): CustomResource {
  const { parts, vpc, clients, cluster, database } = options;
  const { definition } = makeTask(scope, 'Migrate', {
    ...parts,
    command: ['pricetrail', 'migrate', 'up'],
    ...{ cpu: 256, memoryMiB: 512 },
  });
  const runTask = taskRunner(scope, definition, cluster);
  const { subnetIds } = vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS });
  const migration = new CustomResource(scope, 'Migration', {
    resourceType: 'Custom::Migration',
    serviceToken: runTask.functionArn,
    serviceTimeout: Duration.minutes(15),
    properties: {
      Cluster: cluster.clusterArn,
      TaskDefinition: definition.taskDefinitionArn,
      Subnets: subnetIds,
      SecurityGroups: [clients.securityGroupId],
    },
  });
  // Its way out, its rights, and the way in to the database, none of which it names.
  migration.node.addDependency(vpc, definition, ...database.instance.connections.securityGroups);
  return migration;
}

function taskRunner(scope: Construct, task: FargateTaskDefinition, cluster: Cluster): LambdaFunction {
  const logGroup = new LogGroup(scope, 'MigrationLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = runnerRole(scope, { task, cluster, logGroup });
  return new LambdaFunction(scope, 'RunMigration', {
    ...{ role, logGroup },
    description: 'Runs a task of ECS and waits for its end',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(import.meta.dirname, '..', 'lambda', 'run-task')),
    handler: 'index.handler',
    timeout: Duration.minutes(15),
    memorySize: 256,
  });
}

type RunnerOptions = { task: FargateTaskDefinition; cluster: Cluster; logGroup: LogGroup };

/**
 * It may run this task, in this cluster, with the roles that are the task's, and ask whether the deployment is taken back. Any
 * revision: a right to the newest alone would be changed a second before it is used, and IAM takes longer.
 */
function runnerRole(scope: Construct, { task, cluster, logGroup }: RunnerOptions): Role {
  const inCluster = { conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } } };
  const roles = [task.taskRole.roleArn, task.obtainExecutionRole().roleArn];
  const ofEcs = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'ecs', resource, resourceName });
  const statements = [
    new PolicyStatement({
      actions: ['ecs:RunTask'],
      resources: [ofEcs('task-definition', `${task.family}:*`)],
      ...inCluster,
    }),
    new PolicyStatement({
      actions: ['ecs:DescribeTasks'],
      resources: [ofEcs('task', `${cluster.clusterName}/*`)],
      ...inCluster,
    }),
    new PolicyStatement({ actions: ['iam:PassRole'], resources: roles }),
    new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Stack.of(scope).stackId] }),
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  ];
  const role = new Role(scope, 'MigrationRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { run: new PolicyDocument({ statements }) },
  });
  const { region } = Stack.of(scope);
  acknowledge(role, {
    [`IAM5[Resource::arn:<AWS::Partition>:ecs:${region}:<AWS::AccountId>:task/<${logicalId(cluster)}>/*]`]:
      'The task that it began has a name only then.',
    [`IAM5[Resource::arn:<AWS::Partition>:ecs:${region}:<AWS::AccountId>:task-definition/${task.family}:*]`]:
      'A release makes another revision of the same task.',
  });
  return role;
}
