import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Node } from 'constructs';
import { EdgeStack } from './large/edge-stack.ts';
import { LargeStack } from './large/large-stack.ts';
import type { Options } from './options.ts';
import { SmallStack } from './small/small-stack.ts';

/** What new apps of the CDK have on, as far as it is of use here. */
const context = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-ec2:ebsDefaultGp3Volume': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-s3:createDefaultLoggingPolicy': true,
  '@aws-cdk/aws-ecs:disableExplicitDeploymentControllerForCircuitBreaker': true,
};

/** Both deployments; each is deployed by its name. What breaks a rule of AwsSolutions is not synthesized. */
export function makeApp(optionsOf: (node: Node) => Options, props: AppProps = {}): App {
  const app = new App({ ...props, context: { ...context, ...props.context } });
  const options = optionsOf(app.node);
  const env = { region: options.region };
  new SmallStack(app, 'PricetrailSmall', { env, options });
  new LargeStack(app, 'PricetrailLarge', { env, options });
  new EdgeStack(app, 'PricetrailEdge', { env: { region: 'us-east-1' } });
  Tags.of(app).add('service', 'pricetrail');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
