import { capture } from '../journeys/captured.ts';

test('what a library throws is logged with its stack and causes, and without what looks like a secret', async () => {
  const before = process.env.POWERTOOLS_LOG_LEVEL;
  process.env.POWERTOOLS_LOG_LEVEL = 'INFO';
  const captured = capture();
  try {
    const { log } = await import('../../lambdas/deps.ts');
    const cause = new Error('POST failed: client_secret=planted&x=1, Authorization: Bearer planted.token');
    const error = Object.assign(new Error('of <TaxIdent>12-3456789</TaxIdent>', { cause }), {
      request: { headers: { authorization: 'planted' }, strPassword: 'planted' },
    });
    log('it.failed', { connection: 'acme', error });
  } finally {
    captured.end();
    process.env.POWERTOOLS_LOG_LEVEL = before;
  }
  const line = captured.text();
  expect(line).not.toMatch(/planted|12-3456789/);
  expect(JSON.parse(line)).toMatchObject({
    message: 'it.failed',
    connection: 'acme',
    error: {
      message: 'of <TaxIdent>…</TaxIdent>',
      stack: expect.stringContaining('log.test.ts'),
      cause: { message: 'POST failed: client_secret=…&x=1, Authorization: Bearer …' },
    },
  });
});
