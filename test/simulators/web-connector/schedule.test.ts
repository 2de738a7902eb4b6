import { createQuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import {
  type SessionReport,
  startWebConnector,
} from '../../../local/simulators/web-connector/web-connector.ts';
import { startScripted } from './scripted-server.ts';

test('sessions of a schedule run one at a time until it is stopped', async () => {
  const server = await startScripted();
  const reports: SessionReport[] = [];
  const connector = startWebConnector({
    url: server.url,
    user: 'u',
    password: 'p',
    quickbooks: createQuickBooks(),
    appName: 'Plumbline',
    ownerId: '{57F3B9B6-86F1-4FCC-B1FF-966DE1813D20}',
    everySeconds: 3600,
    onSession: (report) => void reports.push(report),
  });
  await Promise.all([connector.runNow(), connector.runNow()]);
  await connector.stop();
  await server.close();
  const starts = server.methods().flatMap((method, at) => (method === 'serverVersion' ? [at] : []));
  expect(reports).toHaveLength(3);
  expect(starts).toEqual([0, 6, 12]);
});
