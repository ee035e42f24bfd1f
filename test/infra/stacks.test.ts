import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine } from '../../infra/examine.ts';
import { settingNames } from '../../infra/settings.ts';
import { loadConfig } from '../../src/config/config.ts';
import { knownSettings } from '../support/known-settings.ts';
import { acknowledgements, environmentsOf, resourcesOf } from './resources.ts';

const examined = examine();
const deployments = ['PricetrailSmall', 'PricetrailLarge'] as const;
const known = knownSettings();

test('nothing breaks a rule of AwsSolutions but for a written reason', () => {
  assert.ok(examined.acknowledged.length > 20);
  for (const { acknowledgedId, reason } of examined.acknowledged) {
    assert.ok(reason.length > 20 && reason.endsWith('.'), `${acknowledgedId}: ${reason}`);
  }
});

test('no reason is left of what is no finding any more', () => {
  const used = new Set(examined.acknowledged.map((each) => `${each.acknowledgedAt} ${each.acknowledgedId}`));
  const stale = acknowledgements(examined.app).filter((each) => !used.has(each));
  assert.deepEqual(stale, []);
});

for (const name of deployments) {
  const template = examined.template(name);

  test(`${name}: whatever is stored is encrypted`, () => {
    for (const { Properties } of resourcesOf(template, 'AWS::RDS::DBInstance')) {
      assert.ok(Properties.StorageEncrypted === true || Properties.SourceDBInstanceIdentifier);
    }
    for (const { Properties } of resourcesOf(template, 'AWS::S3::Bucket')) {
      const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
      assert.equal(rule.ServerSideEncryptionByDefault.SSEAlgorithm, 'AES256');
      assert.deepEqual(new Set(Object.values(Properties.PublicAccessBlockConfiguration)), new Set([true]));
    }
    for (const { Properties } of resourcesOf(template, 'AWS::EC2::Instance', { least: 0 })) {
      for (const { Ebs } of Properties.BlockDeviceMappings) assert.equal(Ebs.Encrypted, true);
    }
  });

  test(`${name}: the database is not deleted with the stack, nor by mistake, and takes TLS alone`, () => {
    const [database] = resourcesOf(template, 'AWS::RDS::DBInstance').filter(({ Properties }) => Properties.DBName);
    assert.equal(database?.DeletionPolicy, 'Snapshot');
    for (const { Properties } of resourcesOf(template, 'AWS::RDS::DBInstance')) {
      assert.equal(Properties.DeletionProtection, true);
    }
    assert.ok((database?.Properties.BackupRetentionPeriod ?? 0) >= 7);
    const [parameters] = resourcesOf(template, 'AWS::RDS::DBParameterGroup');
    assert.equal(parameters?.Properties.Parameters['rds.force_ssl'], '1');
  });

  test(`${name}: the database is reached by the service alone, from no address`, () => {
    for (const { Properties } of resourcesOf(template, 'AWS::RDS::DBInstance')) {
      assert.equal(Properties.PubliclyAccessible, false);
    }
    const toDatabase = resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').filter(
      ({ Properties }) => Properties.FromPort === 5432,
    );
    assert.ok(toDatabase.length > 0);
    for (const { Properties } of toDatabase) assert.ok(Properties.SourceSecurityGroupId && !Properties.CidrIp);
  });

  test(`${name}: the service is told what it knows, and no secret`, () => {
    const environments = environmentsOf(template);
    assert.ok(environments.length > 0);
    for (const environment of environments) {
      for (const variable of environment.keys()) assert.ok(known.has(variable), variable);
      assert.ok(environment.has('DATABASE_URL'));
      assert.match(environment.get('DATABASE_URL') ?? '', /^postgres:\/\/pricetrail@value:5432\/pricetrail\?/);
      for (const secret of ['PGPASSWORD', 'SECRETS_KEY']) assert.ok(!environment.has(secret), secret);
    }
  });

  test(`${name}: what the service said is found where a first deployment failed, which puts nothing out`, () => {
    const names = resourcesOf(template, 'AWS::Logs::LogGroup').map(({ Properties }) => Properties.LogGroupName);
    assert.ok(names.includes(`/pricetrail/${name}`));
  });

  test(`${name}: logs are not kept for ever`, () => {
    for (const { Properties } of resourcesOf(template, 'AWS::Logs::LogGroup')) assert.ok(Properties.RetentionInDays);
  });

  test(`${name}: no object of the lake expires`, () => {
    const [lake] = resourcesOf(template, 'AWS::S3::Bucket').filter(
      ({ Properties }) => Properties.LoggingConfiguration?.LogFilePrefix === 'lake/',
    );
    for (const rule of lake?.Properties.LifecycleConfiguration.Rules ?? [])
      assert.equal(rule.ExpirationInDays, undefined);
    assert.ok(lake?.Properties.LifecycleConfiguration.Rules[0].AbortIncompleteMultipartUpload);
  });
}

const givens: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'without anonymous readers': {
    anonymousRole: 'none',
    corsOrigins: 'https://www.example.org,https://admin.example.org',
  },
  'with all others': {
    ...{ rateLimit: '600/60', rateLimitStore: 'postgres', requireIfMatch: '1', cacheControl: 'no-store' },
    ...{ marketTimeLimit: '20', logLevel: 'warn', logRequests: '1' },
  },
  'with an issuer': { authIssuer: 'https://login.example.org', authAudience: 'pricetrail', authRolesClaim: 'groups' },
};
for (const [what, given] of Object.entries(givens)) {
  test(`${what} the service takes the settings that it is given`, () => {
    const asked = examine(given);
    for (const environment of deployments.flatMap((name) => environmentsOf(asked.template(name)))) {
      assert.ok(loadConfig(Object.fromEntries(environment)));
    }
    for (const name of deployments) {
      const told = environmentsOf(asked.template(name)).filter((environment) => environment.has('MARKET_CONCURRENCY'));
      assert.ok(told.length > 0);
      for (const [option, value] of Object.entries(given)) {
        const setting = Object.entries(settingNames).find(([each]) => each === option)?.[1] ?? assert.fail(option);
        for (const environment of told) assert.equal(environment.get(setting), value, `${name} ${setting}`);
      }
    }
  });
}

test('the secret of webhooks is 32 bytes in base64, and outlives its stack as backups do', () => {
  for (const name of deployments) {
    const [secret] = resourcesOf(examined.template(name), 'AWS::SecretsManager::Secret').filter(({ Properties }) =>
      String(Properties.Description).startsWith('SECRETS_KEY'),
    );
    const { PasswordLength, ExcludePunctuation } = secret?.Properties.GenerateSecretString ?? {};
    assert.equal(secret?.DeletionPolicy, 'Retain');
    assert.equal(ExcludePunctuation, true);
    assert.equal(Buffer.from('a'.repeat(PasswordLength), 'base64').length, 32);
  }
});

test('no account stands in the templates', () => {
  for (const name of [...deployments, 'PricetrailEdge'] as const) {
    const text = JSON.stringify(examined.template(name).toJSON());
    // The account that ELB writes its logs from in a region is Amazon's own.
    for (const [found] of text.matchAll(/(?<![0-9a-f])\d{12}(?![0-9a-f])/g)) assert.equal(found, '054676820928');
  }
});
