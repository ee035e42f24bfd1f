import assert from 'node:assert/strict';
import type { Examined } from '../../infra/examine.ts';

export type Template = ReturnType<Examined['template']>;

/** A resource of a template, as CloudFormation reads it. */
// biome-ignore lint/suspicious/noExplicitAny: its properties are whatever its type has
export type Resource = { Type: string; Properties: any; DependsOn?: string[]; DeletionPolicy?: string };

/** @param least how many of them there are to be */
export function resourcesOf(template: Template, type: string, { least = 1 } = {}): Resource[] {
  const found = Object.values(template.findResources(type)) as Resource[];
  assert.ok(found.length >= least, `there is no ${type}`);
  return found;
}

/** A value with a word for what is known at the deployment alone, such as addresses. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [separator, parts] = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? ['', ['value']];
  return parts.map(textOf).join(separator);
}

export type Environment = ReadonlyMap<string, string>;

/** Of every container of the service, wherever it runs. */
export function environmentsOf(template: Template): Environment[] {
  const tasks = resourcesOf(template, 'AWS::ECS::TaskDefinition', { least: 0 }).map(
    ({ Properties }) => Properties.ContainerDefinitions[0].Environment,
  );
  const jobs = resourcesOf(template, 'AWS::Batch::JobDefinition', { least: 0 }).map(
    ({ Properties }) => Properties.ContainerProperties.Environment,
  );
  const machines = resourcesOf(template, 'AWS::EC2::Instance', { least: 0 }).map(({ Properties }) =>
    environmentOfFile(textOf(Properties.UserData['Fn::Base64'])),
  );
  return [...tasks, ...jobs, ...machines].map(
    (pairs: { Name: string; Value: unknown }[]) => new Map(pairs.map(({ Name, Value }) => [Name, textOf(Value)])),
  );
}

function environmentOfFile(userData: string): { Name: string; Value: string }[] {
  const [, file = ''] = /\/etc\/pricetrail\/environment <<'END_OF_FILE'\n(.*?)\nEND_OF_FILE/s.exec(userData) ?? [];
  return file.split('\n').map((line) => {
    const at = line.indexOf('=');
    return { Name: line.slice(0, at), Value: line.slice(at + 1) };
  });
}

/** Every reason that is given, as `place rule`. */
export function acknowledgements({ node }: Examined['app']): string[] {
  return node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) =>
        Object.keys(data)
          .filter((rule) => rule.startsWith('AwsSolutions::'))
          .map((rule) => `${construct.node.path} ${rule}`),
      ),
  );
}
