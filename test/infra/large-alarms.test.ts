import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine } from '../../infra/examine.ts';
import { resourcesOf, textOf } from './resources.ts';

const template = examine().template('PricetrailLarge');

test('each alarm says what it means, and is sent', () => {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(
    ({ Properties }) => Properties.AlarmDescription,
  );
  assert.ok(alarms.length >= 10);
  for (const { Properties } of alarms) {
    if (String(Properties.AlarmDescription).startsWith('DO NOT EDIT')) continue;
    assert.equal(Properties.AlarmActions.length, 1);
    assert.match(Properties.AlarmDescription, /\.$/);
  }
});

test('a job of Batch that fails is told by mail, each time, with where to look', () => {
  const [queue] = Object.keys(template.findResources('AWS::Batch::JobQueue'));
  const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));
  const rules = resourcesOf(template, 'AWS::Events::Rule').map(({ Properties }) => Properties);
  const failed = rules.find(({ EventPattern }) => EventPattern.source.includes('aws.batch'));
  assert.deepEqual(failed?.EventPattern.detail, {
    status: ['FAILED'],
    jobQueue: [{ 'Fn::GetAtt': [queue, 'JobQueueArn'] }],
  });
  const [{ Arn, InputTransformer }] = failed.Targets;
  assert.deepEqual(Arn, { Ref: topic });
  assert.match(textOf(InputTransformer.InputTemplate), /describe-jobs --jobs <detail-jobId>"$/);
  const policies = resourcesOf(template, 'AWS::SNS::TopicPolicy').flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  const allowed = policies.filter(({ Principal }) => Principal.Service === 'events.amazonaws.com');
  assert.deepEqual(
    allowed.map(({ Action, Resource }) => [Action, Resource]),
    [['sns:Publish', { Ref: topic }]],
  );
});
