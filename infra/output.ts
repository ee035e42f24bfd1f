import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Says a value at the end of a deployment. */
export function output(scope: Construct, id: string, value: string, description: string): void {
  new CfnOutput(scope, id, { value, description });
}
