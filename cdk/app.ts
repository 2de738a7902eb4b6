import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { FLOWS } from './flows.ts';
import { plumblineStack } from './stack.ts';

const app = new App();
plumblineStack(app, { flows: FLOWS, alarmMail: app.node.tryGetContext('alarmMail') });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
