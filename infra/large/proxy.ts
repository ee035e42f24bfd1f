import { type ISecurityGroup, type IVpc, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { DatabaseProxy, ProxyTarget } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { databaseUrl, type ServiceDatabase } from '../database.ts';

type ProxyOptions = { database: ServiceDatabase; clients: ISecurityGroup; vpc: IVpc };

/**
 * Of no use, and it cancels no statement (docs/deployment.md): for who has to have it. Migrations, jobs and the worker go past it.
 * @returns a DATABASE_URL through it; its certificate is one that everybody knows
 */
export function makeProxy(scope: Construct, { database, clients, vpc }: ProxyOptions): string {
  const access = new SecurityGroup(scope, 'ProxyAccess', { vpc });
  const proxy = new DatabaseProxy(scope, 'Proxy', {
    ...{ vpc, secrets: [database.secret], securityGroups: [access] },
    proxyTarget: ProxyTarget.fromInstance(database.instance),
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    requireTLS: true,
  });
  proxy.connections.allowFrom(clients, Port.tcp(5432));
  database.instance.connections.allowFrom(access, Port.tcp(5432));
  return databaseUrl(proxy.endpoint, 'public authorities');
}
