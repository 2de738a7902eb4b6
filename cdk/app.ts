import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { flows } from '../lib/flows/index.ts';
import { plumblineStack } from './stack.ts';

const app = new App();
plumblineStack(app, { flows: flows.map(({ name }) => name), alarmMail: app.node.tryGetContext('alarmMail') });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
