import type { Context } from 'aws-lambda';

/** What Lambda tells a handler about its call. */
export const lambdaContext = (functionName: string, requestId: string, endsAt: number): Context => ({
  functionName,
  awsRequestId: requestId,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
  memoryLimitInMB: '1024',
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});
