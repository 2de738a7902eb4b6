import { withAws } from '../stores/stores.ts';
import { hostile } from '../web-connector/hostile.ts';
import { isWrite } from './office.ts';
import { answerTo, startToys, untilWrite, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

test.each(Object.entries(hostile))(
  '%s as the answer to a write ends the session, settles nothing, and nothing is posted twice',
  async (_what, { text }) => {
    const toys = await startToys(aws(), { a: vendors(2) });
    const { connector, office } = toys;
    await connector.tell('a', ['1', '2']);
    const { ticket, qbxml } = await untilWrite(toys);
    await answerTo(toys, qbxml);
    const answer = text('<?xml version="1.0" ?>', '<QBXML><QBXMLMsgsRs>', '</QBXMLMsgsRs></QBXML>');
    expect(await connector.calls.receiveResponseXML(ticket, answer, '', '')).toBeLessThan(0);
    expect(await connector.calls.getLastError(ticket)).toMatch(/QuickBooks' answer could not be read/);
    expect(await connector.stateOf('a#1')).toBe('queued');
    await connector.calls.closeConnection(ticket);
    const before = office.sent.filter(isWrite).length;
    await visit(connector, office);
    expect(Object.values(await connector.states('a'))).toEqual(['synced', 'synced']);
    expect(office.sent.filter(isWrite)).toHaveLength(before);
    expect([...office.vendors()].sort()).toEqual(['Vendor 1', 'Vendor 2']);
  },
);
