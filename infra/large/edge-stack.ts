import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { output } from '../output.ts';

/** What an address may ask in five minutes: 20 requests a second, all the time. The service itself counts by key. */
const perFiveMinutes = 6_000;

/** What stands before CloudFront, which takes it from us-east-1 alone. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, description: 'What stands before CloudFront of PricetrailLarge' });
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('WebAcl'),
      rules: [rateRule(0), ...managedRules.map((rule, at) => managedRule(rule, at + 1))],
    });
    const logs = new LogGroup(this, 'WebAclLogs', {
      logGroupName: 'aws-waf-logs-pricetrail', // WAF writes to no other names
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnLoggingConfiguration(this, 'WebAclLogging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [this.formatArn({ service: 'logs', resource: `log-group:${logs.logGroupName}` })],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }],
      // Those that were let through are in the logs of CloudFront.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          { Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [{ ActionCondition: { Action: 'BLOCK' } }] },
        ],
      },
    });
    output(this, 'WebAclArn', acl.attrArn, 'The parameter WebAclArn of PricetrailLarge');
  }
}

type ManagedRules = { name: string; counted?: readonly string[] };

/**
 * Counted, not blocked: a description has up to 50,000 characters and an import any size, in them are HTML and addresses of
 * pictures, which are text to the service; searches name many ids, and programs need not say what they are.
 */
const managedRules: ManagedRules[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList' },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet' },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: [
      ...['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'GenericRFI_BODY', 'GenericLFI_BODY'],
      ...['SizeRestrictions_QUERYSTRING', 'NoUserAgent_HEADER'],
    ],
  },
];

function managedRule({ name, counted = [] }: ManagedRules, priority: number): CfnWebACL.RuleProperty {
  return {
    ...{ name, priority },
    overrideAction: { none: {} },
    visibilityConfig: seen(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  };
}

function rateRule(priority: number): CfnWebACL.RuleProperty {
  return {
    ...{ name: 'Rate', priority },
    action: { block: { customResponse: { responseCode: 429 } } },
    visibilityConfig: seen('Rate'),
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: perFiveMinutes } },
  };
}

function seen(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
