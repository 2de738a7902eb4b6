import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { plumblineStack } from '../../cdk/stack.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
}

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };

/** The stack as `npm run synth` makes it, but without bundles: these take seconds and say nothing here. */
const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
const stack = plumblineStack(app, {
  flows: ['companies', 'commitments'],
  imports: ['costs'],
  alarmMail: 'it@example.com',
});

export const template = Template.fromStack(stack);
export const findings = new AwsSolutionsChecks(app).validateScope(stack).violations;

/** Resources of a type by logical id without the hash that CloudFormation's names end in. */
export const resources = (type: string): Record<string, Resource> =>
  Object.fromEntries(
    Object.entries(template.findResources(type)).map(([id, found]) => [plain(id), found as Resource]),
  );

const plain = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

/** A CloudFormation value as text, each reference as the plain logical id it names. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const named = value as { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };
  if (named['Fn::Join']) return named['Fn::Join'][1].map(textOf).join(named['Fn::Join'][0]);
  return plain(named.Ref ?? named['Fn::GetAtt']?.[0] ?? JSON.stringify(value));
};
