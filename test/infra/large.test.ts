import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { examine } from '../../infra/examine.ts';
import { neverCached } from '../../infra/large/distribution.ts';
import { checkCommand } from '../support/commands.ts';
import { environmentsOf, type Resource, resourcesOf, textOf } from './resources.ts';

const template = examine().template('PricetrailLarge');
const tasks = new Map(
  resourcesOf(template, 'AWS::ECS::TaskDefinition').map(({ Properties }) => [
    /^PricetrailLarge([A-Z][a-z]+)/.exec(Properties.Family)?.[1] ?? '',
    Properties.ContainerDefinitions[0],
  ]),
);
/** Managed-CachingDisabled, by the name that CloudFront knows it by. */
const disabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const services = resourcesOf(template, 'AWS::ECS::Service');
const [targets] = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup');
const attributes = ({ Properties }: Resource, name: string) =>
  Object.fromEntries(Properties[name].map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]));
/** In ms, as src/http/server.ts has it. */
const keepAlive = Number(
  /keepAliveTimeout: ([\d_]+)/
    .exec(await readFile(new URL('../../src/http/server.ts', import.meta.url), 'utf8'))?.[1]
    ?.replaceAll('_', ''),
);

test('nothing is public but CloudFront', () => {
  for (const { Properties } of resourcesOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer')) {
    assert.equal(Properties.Scheme, 'internal');
  }
  for (const { Properties } of services) {
    assert.equal(Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp, 'DISABLED');
  }
  for (const { Properties } of resourcesOf(template, 'AWS::EC2::SecurityGroup')) {
    for (const rule of Properties.SecurityGroupIngress ?? []) assert.ok(!rule.CidrIp && !rule.CidrIpv6);
  }
  const ingress = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress');
  for (const { Properties } of ingress) assert.ok(!Properties.CidrIp && !Properties.CidrIpv6, Properties.Description);
  assert.equal(resourcesOf(template, 'AWS::CloudFront::VpcOrigin').length, 1);
});

test('the load balancer is asked by CloudFront alone, and the service by the load balancer', () => {
  const ingress = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties);
  const outside = ingress.filter(({ SourceSecurityGroupId }) => !SourceSecurityGroupId);
  assert.deepEqual(
    outside.map(({ SourcePrefixListId, FromPort, ToPort }) => [SourcePrefixListId, FromPort, ToPort]),
    [[{ Ref: 'CloudFrontPrefixList' }, 443, 443]],
  );
  const toService = ingress.filter(({ FromPort }) => FromPort === 3000);
  assert.deepEqual(
    toService.map(({ SourceSecurityGroupId }) => SourceSecurityGroupId['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, '')),
    ['BalancerAccess'],
  );
  const [listener, ...others] = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::Listener');
  assert.equal(listener?.Properties.Protocol, 'HTTPS');
  assert.deepEqual(others, []);
});

test('requests go where the database answers, and a process is ended where it does not', () => {
  assert.equal(targets?.Properties.HealthCheckPath, '/readyz');
  for (const name of ['Api', 'Worker']) {
    assert.match(tasks.get(name)?.HealthCheck.Command.join(' '), /http:\/\/127\.0\.0\.1:3000\/livez/, name);
  }
});

test('a failover of the database, of two minutes, ends no task', () => {
  const { HealthCheckIntervalSeconds, UnhealthyThresholdCount } = targets?.Properties ?? {};
  assert.ok(HealthCheckIntervalSeconds * UnhealthyThresholdCount > 120);
});

test('who is nearer to the client closes an idle connection first', () => {
  const [balancer] = resourcesOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  const idle = Number(attributes(balancer as Resource, 'LoadBalancerAttributes')['idle_timeout.timeout_seconds']);
  const [distribution] = resourcesOf(template, 'AWS::CloudFront::Distribution');
  const [origin] = distribution?.Properties.DistributionConfig.Origins ?? [];
  const { OriginKeepaliveTimeout, OriginReadTimeout } = origin.VpcOriginConfig;
  assert.ok(OriginKeepaliveTimeout < idle && idle * 1_000 < keepAlive);
  assert.ok(OriginReadTimeout > 15, 'streams are silent for 15 s');
});

test('a task that is stopped has longer than it takes, after its requests are over', () => {
  const delay = Number(
    attributes(targets as Resource, 'TargetGroupAttributes')['deregistration_delay.timeout_seconds'],
  );
  assert.ok(delay >= 30, 'a request may take 30 s');
  for (const { StopTimeout, Environment } of tasks.values()) {
    const { Value } = Environment.find(({ Name }: { Name: string }) => Name === 'SHUTDOWN_TIMEOUT');
    assert.ok(StopTimeout > Number(Value));
  }
});

test('tasks are replaced without a gap, and not by such as do not start', () => {
  for (const { Properties } of services) {
    const { DeploymentConfiguration } = Properties;
    assert.deepEqual(DeploymentConfiguration.DeploymentCircuitBreaker, { Enable: true, Rollback: true });
    assert.equal(DeploymentConfiguration.MinimumHealthyPercent, 100);
  }
});

test('a deployment leaves the number of tasks to scaling, which keeps two', () => {
  const [api, worker] = services;
  assert.equal(api?.Properties.DesiredCount, undefined);
  assert.equal(worker?.Properties.DesiredCount, 1);
  const [scaled] = resourcesOf(template, 'AWS::ApplicationAutoScaling::ScalableTarget');
  assert.equal(scaled?.Properties.MinCapacity, 2);
  const policies = resourcesOf(template, 'AWS::ApplicationAutoScaling::ScalingPolicy').map(
    ({ Properties }) =>
      Properties.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType,
  );
  assert.deepEqual(policies.sort(), ['ALBRequestCountPerTarget', 'ECSServiceAverageCPUUtilization']);
});

test('the schema is migrated, with the image of the services, before they are changed', () => {
  for (const { DependsOn } of services) assert.ok(DependsOn?.includes('Migration'));
  const images = new Set([...tasks.values()].map(({ Image }) => JSON.stringify(Image)));
  assert.equal(images.size, 1);
  const [migration] = resourcesOf(template, 'Custom::Migration');
  assert.match(migration?.Properties.TaskDefinition.Ref, /^Migrate/);
  for (const needed of [/Subnet1DefaultRoute/, /^DatabaseAccessfrom.*Tasks/, /^MigrateExecutionRoleDefaultPolicy/]) {
    assert.ok(
      migration?.DependsOn?.some((name) => needed.test(name)),
      String(needed),
    );
  }
});

test('who runs a migration may run the next one already: new rights are not known everywhere at once', () => {
  const [migrate] = resourcesOf(template, 'AWS::ECS::TaskDefinition').filter(({ Properties }) =>
    Properties.Family.startsWith('PricetrailLargeMigrate'),
  );
  const statements = resourcesOf(template, 'AWS::IAM::Role').flatMap(({ Properties }) =>
    (Properties.Policies ?? []).flatMap(
      (policy: { PolicyDocument: { Statement: object[] } }) => policy.PolicyDocument.Statement,
    ),
  );
  const running = statements.filter(({ Action }) => Action === 'ecs:RunTask');
  assert.equal(running.length, 1);
  assert.ok(textOf(running[0].Resource).endsWith(`:task-definition/${migrate?.Properties.Family}:*`));
});

test('the file system of a task is read-only but for volumes; the operator alone needs more', () => {
  for (const [name, { ReadonlyRootFilesystem, MountPoints }] of tasks) {
    assert.equal(ReadonlyRootFilesystem, name !== 'Operator', name);
    const paths = MountPoints.map(({ ContainerPath }: { ContainerPath: string }) => ContainerPath);
    assert.deepEqual(paths, ['/data', '/tmp']);
  }
});

test('what the text of a listing may have is counted, not refused', () => {
  const [acl] = resourcesOf(examine().template('PricetrailEdge'), 'AWS::WAFv2::WebACL');
  const counted = acl?.Properties.Rules.flatMap(
    ({ Statement }: { Statement: Record<string, { RuleActionOverrides?: { Name: string; ActionToUse: object }[] }> }) =>
      Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [],
  );
  for (const { ActionToUse } of counted) assert.deepEqual(ActionToUse, { Count: {} });
  const names = counted.map(({ Name }: { Name: string }) => Name);
  for (const rule of ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericRFI_BODY', 'GenericLFI_BODY']) {
    assert.ok(names.includes(rule), rule);
  }
});

test('what is told to who entered a task, such as a key, stands in no log', () => {
  const [cluster] = resourcesOf(template, 'AWS::ECS::Cluster');
  // By default ECS Exec writes what is seen into the log of the task.
  assert.equal(cluster?.Properties.Configuration?.ExecuteCommandConfiguration.Logging, 'NONE');
});

test('tasks and jobs run commands that there are', async () => {
  const jobs = resourcesOf(template, 'AWS::Batch::JobDefinition').map(
    ({ Properties }) => Properties.ContainerProperties.Command as string[],
  );
  const commands = [...[...tasks.values()].map(({ Command }) => Command as string[]), ...jobs];
  const ours = commands.filter(([program]) => program === 'pricetrail');
  assert.equal(ours.length, 4);
  for (const [, ...command] of ours) await checkCommand(command);
  const others = commands
    .filter(([program]) => program !== 'pricetrail')
    .map((command) => command.slice(0, 2).join(' '));
  assert.deepEqual(others.sort(), ['node infra/jobs/import-object.ts', 'sleep 3600']);
});

test('a task reaches its part of one bucket, and writes to it only where it has to', () => {
  const allowed = (role: string) =>
    resourcesOf(template, 'AWS::IAM::Policy')
      .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(role)))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith('s3:')));
  const actions = (role: string) =>
    allowed(role)
      .flatMap(({ Action }) => Action)
      .sort();
  assert.deepEqual(actions('ApiTaskRole'), ['s3:GetObject', 's3:ListBucket']);
  assert.deepEqual(actions('WorkerTaskRole'), ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject']);
  assert.deepEqual(actions('ImportRole'), ['s3:GetObject']);
  assert.deepEqual(actions('MigrateTaskRole'), []);
  for (const { Resource: where } of ['Api', 'Worker', 'Operator'].flatMap((name) => allowed(`${name}TaskRole`))) {
    const text = JSON.stringify(where);
    assert.match(text, /"Lake[0-9A-F]+"/);
    assert.ok(!text.includes('/*') || text.includes('"/lake/*"'), text);
  }
});

test('CloudFront keeps what the service says, tells apart what Vary does, and keeps no failure', () => {
  const [policy] = resourcesOf(template, 'AWS::CloudFront::CachePolicy');
  const {
    MinTTL,
    DefaultTTL,
    ParametersInCacheKeyAndForwardedToOrigin: key,
  } = policy?.Properties.CachePolicyConfig ?? {};
  assert.deepEqual([MinTTL, DefaultTTL], [0, 0]);
  assert.deepEqual(key.HeadersConfig.Headers, ['Accept', 'Authorization', 'Consistency-Token', 'Origin']);
  assert.equal(key.QueryStringsConfig.QueryStringBehavior, 'all');
  const [distribution] = resourcesOf(template, 'AWS::CloudFront::Distribution');
  const { CustomErrorResponses, HttpVersion, CacheBehaviors } = distribution?.Properties.DistributionConfig ?? {};
  for (const { ErrorCachingMinTTL } of CustomErrorResponses) assert.equal(ErrorCachingMinTTL, 0);
  assert.ok(CustomErrorResponses.some(({ ErrorCode }: { ErrorCode: number }) => ErrorCode === 404));
  assert.equal(HttpVersion, 'http2and3');
  for (const path of neverCached) {
    const behavior = CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) => PathPattern === path);
    assert.equal(behavior?.CachePolicyId, disabled, path);
  }
});

test('what CloudFront never caches are addresses of the service, and all that are of one client', async () => {
  const document = JSON.parse(await readFile(new URL('../http/openapi.json', import.meta.url), 'utf8'));
  const paths = Object.keys(document.paths);
  const covered = (path: string) =>
    neverCached.some((pattern) => (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
  for (const pattern of neverCached)
    assert.ok(
      paths.some((path) => path.startsWith(pattern.replace('*', ''))),
      pattern,
    );
  for (const path of paths) {
    if (/^\/(webhooks|imports|exports|changes|livez|readyz)\b/.test(path)) assert.ok(covered(path), path);
  }
});

test('the API answers reads from the replica, and counts the proxies before it', () => {
  const [api] = environmentsOf(template).filter((environment) => environment.has('TRUST_PROXY'));
  assert.equal(api?.get('TRUST_PROXY'), '2');
  assert.ok(api?.has('DATABASE_READ_URL'));
  assert.match(api?.get('CACHE_CONTROL') ?? '', /^public, max-age=0, s-maxage=\d$/);
});

test('where everybody needs a key nothing is kept but the files of the page', () => {
  const closed = examine({ anonymousRole: 'none' }).template('PricetrailLarge');
  assert.ok(environmentsOf(closed).every((environment) => !environment.has('CACHE_CONTROL')));
  const [distribution] = resourcesOf(closed, 'AWS::CloudFront::Distribution');
  const { DefaultCacheBehavior, CacheBehaviors } = distribution?.Properties.DistributionConfig ?? {};
  const kept = [DefaultCacheBehavior, ...CacheBehaviors].filter(({ CachePolicyId }) => CachePolicyId !== disabled);
  assert.deepEqual(
    kept.map(({ PathPattern }) => PathPattern),
    ['/assets/*'],
  );
});

test('a replica has room for what its primary grows to', () => {
  const [primary, replica] = resourcesOf(template, 'AWS::RDS::DBInstance').map(({ Properties }) => Properties);
  assert.ok(replica?.SourceDBInstanceIdentifier);
  assert.equal(replica?.MaxAllocatedStorage, primary?.MaxAllocatedStorage);
});

test('no two jobs at once make the same lake anew', () => {
  const [environment] = resourcesOf(template, 'AWS::Batch::ComputeEnvironment');
  for (const { Properties } of resourcesOf(template, 'AWS::Batch::JobDefinition')) {
    const needs: { Type: string; Value: string }[] = Properties.ContainerProperties.ResourceRequirements;
    const processors = Number(needs.find(({ Type }) => Type === 'VCPU')?.Value);
    assert.equal(environment?.Properties.ComputeResources.MaxvCpus, processors);
  }
});

test('the first time there are no services, and everything that they need', () => {
  const first = examine({ services: 'none' }).template('PricetrailLarge');
  assert.deepEqual(resourcesOf(first, 'AWS::ECS::Service', { least: 0 }), []);
  assert.equal(resourcesOf(first, 'Custom::Migration').length, 1);
  assert.equal(resourcesOf(first, 'AWS::CloudFront::Distribution').length, 1);
});

test('through RDS Proxy goes what answers requests, and nothing else', () => {
  const issuer = { authIssuer: 'https://id.example.org', authAudience: 'pricetrail' };
  const proxied = examine({ proxy: 'yes', ...issuer }).template('PricetrailLarge');
  const [proxy] = resourcesOf(proxied, 'AWS::RDS::DBProxy');
  assert.equal(proxy?.Properties.RequireTLS, true);
  const urls = environmentsOf(proxied).map((environment) => environment.get('DATABASE_URL') ?? '');
  assert.equal(urls.filter((url) => !url.includes('sslrootcert')).length, 1);
  const serving = environmentsOf(proxied).filter((environment) => environment.has('AUTH_ISSUER'));
  assert.equal(serving.length, 2, 'the worker has to know it, too, to start');
});
