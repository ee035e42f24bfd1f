import { Fn } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Cluster } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { LakeBucket } from '../buckets.ts';
import { output } from '../output.ts';
import { acknowledgeLake, makeTask, type TaskParts } from './service-tasks.ts';

type OperatorOptions = { parts: TaskParts; lake: LakeBucket; vpc: IVpc; clients: ISecurityGroup; cluster: Cluster };

/** A task that waits for an hour for somebody to enter it: for keys, which no log may have, for doctor and the like. */
export function makeOperator(scope: Construct, { parts, lake, vpc, clients, cluster }: OperatorOptions): void {
  const { definition } = makeTask(scope, 'Operator', {
    ...parts,
    command: ['sleep', '3600'],
    ...{ cpu: 1_024, memoryMiB: 4_096, writable: true },
  });
  lake.grantWrite(definition.taskRole);
  const channels = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'];
  definition.addToTaskRolePolicy(
    new PolicyStatement({ actions: channels.map((name) => `ssmmessages:${name}`), resources: ['*'] }),
  );
  acknowledgeLake(definition, lake);
  const { subnetIds } = vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS });
  const network = `awsvpcConfiguration={subnets=[${Fn.join(',', subnetIds)}],securityGroups=[${clients.securityGroupId}]}`;
  output(scope, 'ClusterName', cluster.clusterName, 'For aws ecs run-task and execute-command');
  output(scope, 'OperatorTask', definition.taskDefinitionArn, 'The task that is entered');
  output(scope, 'TaskNetwork', network, 'Its --network-configuration');
}
