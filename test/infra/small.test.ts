import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { examine } from '../../infra/examine.ts';
import { loadConfig } from '../../src/config/config.ts';
import { checkCommand } from '../support/commands.ts';
import { environmentsOf, type Resource, resourcesOf, textOf } from './resources.ts';

const template = examine().template('PricetrailSmall');
const [machine] = resourcesOf(template, 'AWS::EC2::Instance') as [Resource];
const program = textOf(machine.Properties.UserData['Fn::Base64']);

/** What a file of the machine has. */
function fileOf(path: string): string {
  const from = program.indexOf(`cat > ${path} <<'END_OF_FILE'\n`);
  assert.ok(from >= 0, path);
  return program.slice(program.indexOf('\n', from) + 1, program.indexOf('\nEND_OF_FILE', from));
}

test('nothing is public but HTTP, on one machine', () => {
  const open = resourcesOf(template, 'AWS::EC2::SecurityGroup').flatMap(
    ({ Properties }) => Properties.SecurityGroupIngress ?? [],
  );
  assert.deepEqual(
    open.map(({ IpProtocol, FromPort, ToPort }) => `${IpProtocol} ${FromPort}-${ToPort}`),
    ['tcp 80-80', 'tcp 443-443', 'udp 443-443'],
  );
});

test('the machine is Graviton, tells its credentials to who knows a token, and is another one with each release', () => {
  assert.match(machine.Properties.InstanceType, /^t4g\./);
  assert.equal(machine.Properties.MetadataOptions.HttpTokens, 'required');
  const again = examine({ anonymousRole: 'none' }).template('PricetrailSmall');
  const names = [template, again].map((each) => Object.keys(each.findResources('AWS::EC2::Instance'))[0]);
  assert.notEqual(names[0], names[1]);
});

test('the shell understands the programs of the machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-machine-'));
  const files = ['/usr/local/bin/pricetrail', '/usr/local/sbin/pricetrail-secrets', '/usr/local/sbin/pricetrail-check'];
  const programs = [program, ...files.map(fileOf)];
  for (const [at, text] of programs.entries()) {
    const path = join(folder, String(at));
    await writeFile(path, text);
    await promisify(execFile)('bash', ['-n', path]);
  }
  await rm(folder, { recursive: true });
});

test('the service is confined, and migrated before it starts', async () => {
  const unit = fileOf('/etc/systemd/system/pricetrail.service');
  const run = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '';
  for (const option of ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--tmpfs=/tmp']) {
    assert.ok(run.includes(option), option);
  }
  await checkCommand((run.split(' pricetrail ').at(-1) ?? '').split(' '));
  assert.ok(program.indexOf('pricetrail migrate up') < program.indexOf('systemctl start --no-block pricetrail'));
  await checkCommand(['migrate', 'up']);
});

test('the service is not on loopback for itself, where it would be open to everybody whom Caddy lets in', () => {
  const [environment] = environmentsOf(template);
  assert.equal(environment?.get('HOST'), undefined, 'the image says 0.0.0.0');
  assert.equal(environment?.get('TRUST_PROXY'), '1');
});

test('each client is limited, as nothing in front of the service does, unless another limit is given', () => {
  const [environment] = environmentsOf(template);
  assert.deepEqual(loadConfig(Object.fromEntries(environment ?? [])).rateLimit, { requests: 1_200, seconds: 60 });
  const [other] = environmentsOf(examine({ rateLimit: '600/60' }).template('PricetrailSmall'));
  assert.equal(other?.get('RATE_LIMIT'), '600/60');
});

test('who is nearer to the client closes an idle connection first, and stopping has its time', () => {
  const keepAlive = Number(/keepalive (\d+)s/.exec(fileOf('/etc/pricetrail/Caddyfile'))?.[1]);
  assert.ok(keepAlive < 72);
  const unit = fileOf('/etc/systemd/system/pricetrail.service');
  const stop = Number(/docker stop --time=(\d+)/.exec(unit)?.[1]);
  const shutdown = Number(environmentsOf(template)[0]?.get('SHUTDOWN_TIMEOUT'));
  assert.ok(shutdown < stop && stop < Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1]));
});

test('the database is in the zone of the machine, without which it is of no use', () => {
  const [database] = resourcesOf(template, 'AWS::RDS::DBInstance');
  assert.ok(machine.Properties.AvailabilityZone);
  assert.deepEqual(database?.Properties.AvailabilityZone, machine.Properties.AvailabilityZone);
});

test('Caddy goes on with the certificates of the machine before', () => {
  const [files] = resourcesOf(template, 'AWS::EFS::FileSystem');
  assert.equal(files?.Properties.Encrypted, true);
  assert.match(fileOf('/etc/systemd/system/caddy.service'), / --volume=\/var\/lib\/caddy:\/data /);
  assert.match(program, /^echo 'value:\/ \/var\/lib\/caddy efs _netdev,nofail,tls 0 0' >> /m);
  const mounted = program.indexOf('until mount /var/lib/caddy');
  assert.ok(mounted > 0 && mounted < program.indexOf('systemctl enable --now caddy'));
  for (const needed of [/^CertificatesEfsMountTarget/, /^CertificatesAccessfrom.*MachineAccess/]) {
    assert.ok(
      machine.DependsOn?.some((name) => needed.test(name)),
      String(needed),
    );
  }
  const [access] = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').filter(
    ({ Properties }) => Properties.FromPort === 2049,
  );
  assert.match(access?.Properties.SourceSecurityGroupId['Fn::GetAtt'][0], /^MachineAccess/);
});

test('a version that does not answer ends the deployment, but for the first one, which waits for a key', async () => {
  const end = (given: Record<string, string>) => {
    const [{ Properties }] = resourcesOf(examine(given).template('PricetrailSmall'), 'AWS::EC2::Instance') as [
      Resource,
    ];
    const text = textOf(Properties.UserData['Fn::Base64']);
    return text.slice(text.indexOf('\nready()')).replaceAll('/usr/local/bin/', '');
  };
  const issuer = { authIssuer: 'https://id.example.org', authAudience: 'pricetrail' };
  const outcome = async (given: Record<string, string>, { answers = false, keys = '' }) => {
    const world = `curl() { ${answers}; }; sleep() { :; }; pricetrail() { printf '${keys}'; }`;
    const ended = promisify(execFile)('bash', ['-c', `set -euo pipefail; ${world}; ${end(given)}`]);
    return await ended.then(
      () => 'taken',
      () => 'refused',
    );
  };
  assert.equal(await outcome({}, { answers: true, keys: 'first' }), 'taken');
  assert.equal(await outcome({}, { keys: '' }), 'taken');
  assert.equal(await outcome({}, { keys: 'first' }), 'refused');
  assert.equal(await outcome(issuer, { keys: '' }), 'refused');
  assert.equal(await outcome(issuer, { answers: true }), 'taken');
});

test('what a migration said is found after its machine is gone', () => {
  assert.match(program, /^docker run .*--log-driver=awslogs .* pricetrail migrate up$/m);
});

test('somebody is told where the service does not answer by its name, or nothing says that it does', async () => {
  const [alarm] = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(
    ({ Properties }) => Properties.Namespace === 'Pricetrail',
  );
  assert.deepEqual(
    [alarm?.Properties.ComparisonOperator, alarm?.Properties.Threshold, alarm?.Properties.TreatMissingData],
    ['LessThanThreshold', 1, 'breaching'],
  );
  const check = fileOf('/usr/local/sbin/pricetrail-check');
  assert.match(check, /--resolve value:443:127\.0\.0\.1 https:\/\/value\/readyz/);
  for (const [answers, value] of Object.entries({ true: 1, false: 0 })) {
    const told = `curl() { ${answers}; }; aws() { echo "$@"; }; ${check}`;
    const { stdout } = await promisify(execFile)('bash', ['-c', told]);
    assert.match(
      stdout,
      new RegExp(`--namespace Pricetrail --metric-name ${alarm?.Properties.MetricName} --value ${value}\n`),
    );
  }
  assert.match(fileOf('/etc/systemd/system/pricetrail-check.timer'), /^OnCalendar=minutely$/m);
  assert.match(program, /^systemctl enable --now pricetrail-check\.timer$/m);
});

test('the address goes to a new machine once that says that it is ready', () => {
  assert.deepEqual((machine as Resource & { CreationPolicy: unknown }).CreationPolicy, {
    ResourceSignal: { Count: 1, Timeout: 'PT1H' },
  });
  assert.match(program, /cfn-signal .* -e \$exitCode/);
});

test('the machine reaches its part of one bucket, two secrets, and its own log', () => {
  const statements = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  const any = statements.filter(({ Resource: where }) => where === '*').flatMap(({ Action }) => Action);
  assert.deepEqual(any.toSorted(), [
    'cloudwatch:PutMetricData',
    'ecr:GetAuthorizationToken',
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ]);
  const secrets = statements.filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'));
  assert.equal(secrets.flatMap(({ Resource: where }) => where).length, 2);
  for (const { ManagedPolicyArns } of resourcesOf(template, 'AWS::IAM::Role').map(({ Properties }) => Properties)) {
    assert.equal(ManagedPolicyArns, undefined);
  }
});
