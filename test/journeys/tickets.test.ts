import { withAws } from '../stores/stores.ts';
import { startToys, untilWrite, vendors } from './toys.ts';

const aws = withAws();

const start = async () => {
  const toys = await startToys(aws(), { a: vendors(2) });
  await toys.connector.tell('a', ['1', '2']);
  return toys;
};

/** Every call that takes a ticket, with what it is answered when the ticket opens nothing. */
const tried = async (calls: Awaited<ReturnType<typeof start>>['connector']['calls'], ticket: string) => ({
  sendRequestXML: await calls.sendRequestXML(ticket, '16', '0'),
  receiveResponseXML: await calls.receiveResponseXML(ticket, '<QBXML/>', '', ''),
  connectionError: await calls.connectionError(ticket, '0x80040408', 'planted'),
  closeConnection: await calls.closeConnection(ticket),
});

const NOTHING = {
  sendRequestXML: '',
  receiveResponseXML: -1,
  connectionError: 'done',
  closeConnection: 'OK',
};

test('the ticket of one connection opens nothing of another', async () => {
  const [a, b] = [await start(), await start()];
  // Its tickets are numbers here: one login more, and no two connections have the same one.
  await a.connector.login();
  const { ticket } = await untilWrite(a);
  const { ticket: theirs } = await untilWrite(b);
  const during = await b.connector.session();
  const secret = ticket.slice(ticket.lastIndexOf('.') + 1);
  const { name } = b.connector;
  expect(theirs).not.toBe(`${name}.${secret}`);
  const forged = [
    `${name}.${secret}`,
    `${name}.`,
    `${name}`,
    `${name}.x.${secret}`,
    `${theirs}x`,
    ` ${theirs}`,
  ];
  for (const one of forged) expect([one, await tried(b.connector.calls, one)]).toEqual([one, NOTHING]);
  // Both are served by one function: the ticket of A is good there, for A.
  expect(await b.connector.session()).toEqual(during);
  expect(await b.connector.stateOf('a#1')).toBe('queued');
  expect((await b.connector.connection()).trouble).toBeUndefined();
});

test.each([
  '',
  '.',
  '..',
  '#.x',
  'a#session.x',
  '-none.x',
  '-locked.x',
  `${'x'.repeat(5_000)}.y`,
  'ä\u0000.x',
])('the ticket %j is of no session', async (ticket) => {
  const { connector } = await start();
  expect(await tried(connector.calls, ticket)).toEqual({
    ...NOTHING,
    closeConnection: ticket.startsWith('-locked.') ? expect.any(String) : 'OK',
  });
});
