import { Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnRoute,
  type CfnStage,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Functions } from './functions.ts';

export interface Api {
  readonly api: HttpApi;
  readonly accessLogs: LogGroup;
}

// status stands without quotes: a metric filter compares numbers only.
const ACCESS_LINE = [
  '"requestId":"$context.requestId"',
  '"time":"$context.requestTime"',
  '"ip":"$context.identity.sourceIp"',
  '"route":"$context.routeKey"',
  '"status":$context.status',
  '"bytes":"$context.responseLength"',
  '"latency":"$context.responseLatency"',
  '"error":"$context.error.message"',
  '"integrationError":"$context.integrationErrorMessage"',
].join(',');

/**
 * Requests per second, and at once; more are answered 429 before a function runs. Each door has its own, so that
 * who floods one does not close the other. Procore sends bursts after a bulk edit and comes again after a 429;
 * a Web Connector makes one call at a time, and a session in full work some five a second.
 */
const THROTTLES = {
  'POST /webhooks/{connection}': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
  'POST /qbwc': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
};
/** The pages and the WSDL, which a person or a Web Connector asks for now and then. */
const THROTTLE = { rateLimit: 10, burstLimit: 20 };

const LOOKS = [HttpMethod.GET, HttpMethod.HEAD];

const OPEN_BECAUSE =
  'Neither Procore nor the Web Connector can sign as AWS asks: the handlers check the caller themselves.';

/** The one door: webhooks from Procore, SOAP and its WSDL for the Web Connector, its support page. */
export const addApi = (scope: Construct, functions: Functions): Api => {
  const api = new HttpApi(scope, 'Api', { description: 'Plumbline', createDefaultStage: false });
  const webhook = new HttpLambdaIntegration('Webhook', functions.webhook);
  const webConnector = new HttpLambdaIntegration('WebConnector', functions.webConnector);
  const routes = [
    api.addRoutes({ path: '/webhooks/{connection}', methods: [HttpMethod.POST], integration: webhook }),
    api.addRoutes({ path: '/qbwc', methods: [...LOOKS, HttpMethod.POST], integration: webConnector }),
    // AppSupport of the .qwc file, and the root of the host, which the Web Connector visits for its certificate.
    api.addRoutes({ path: '/qbwc/support', methods: LOOKS, integration: webConnector }),
    api.addRoutes({ path: '/', methods: LOOKS, integration: webConnector }),
  ].flat();
  routes.forEach(checkedByHandler);

  const accessLogs = new LogGroup(scope, 'AccessLogs', { retention: RetentionDays.THREE_MONTHS });
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    autoDeploy: true,
    throttle: THROTTLE,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLogs),
      format: AccessLogFormat.custom(`{${ACCESS_LINE}}`),
    },
  });
  (stage.node.defaultChild as CfnStage).routeSettings = THROTTLES;
  // API Gateway refuses settings of routes that are not there yet.
  stage.node.addDependency(...routes);
  return { api, accessLogs };
};

const checkedByHandler = (route: HttpRoute): void => {
  (route.node.defaultChild as CfnRoute).authorizationType = 'NONE';
  Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: OPEN_BECAUSE });
};
