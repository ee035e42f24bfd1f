import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { makeApp } from './make-app.ts';
import { type Options, readOptions } from './options.ts';

/** A finding of AwsSolutions that somebody has said the reason of. */
type Acknowledged = { acknowledgedId: string; acknowledgedAt: string; reason: string };

export type Examined = {
  app: App;
  /** What CloudFormation is told of a stack. */
  template(stack: 'PricetrailSmall' | 'PricetrailLarge' | 'PricetrailEdge'): Template;
  acknowledged: Acknowledged[];
};

/** What is read of a context, without anything being made. */
export function optionsOf(context: Record<string, unknown>): Options {
  return readOptions(new App({ context }).node);
}

/** What `cdk synth` makes, without an account, a network or credentials. @param given as with `-c` */
export function examine(given: Record<string, string> = {}): Examined {
  const app = makeApp(readOptions, { context: { region: 'eu-central-1', ...given } });
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  const [rules] = report.pluginReports.filter(
    ({ pluginName }: { pluginName: string }) => pluginName === 'AwsSolutions',
  );
  return {
    app,
    template: (stack) => Template.fromJSON(JSON.parse(readFileSync(join(directory, `${stack}.template.json`), 'utf8'))),
    acknowledged: rules.suppressedViolations,
  };
}
