import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { importFlows } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { plumblineStack } from './stack.ts';

const app = new App();
plumblineStack(app, {
  flows: flows.map(({ name }) => name),
  imports: importFlows.map(({ name }) => name),
  alarmMail: app.node.tryGetContext('alarmMail'),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
