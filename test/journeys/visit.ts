import type { Connector } from './connector.ts';
import type { Office } from './office.ts';

/** What a Web Connector session came to. */
export interface Visit {
  /** Last answer of authenticate when it is no session; else how the session ended. */
  readonly ended: 'none' | 'busy' | 'nvu' | 'complete' | 'stopped' | 'died';
  /** What closeConnection or getLastError said. */
  readonly words: string;
  readonly pauses: number;
}

export interface VisitOptions {
  /** What happens while the Web Connector waits after a NoOp; 5 s of the clock pass in any case. */
  readonly pause?: () => Promise<void>;
  /** Called after QuickBooks has answered; true: the computer dies before the answer is handed over. */
  readonly dies?: (qbxml: string) => boolean;
}

const MOST_CALLS = 500;

/** One message set to QuickBooks and its answer back; what receiveResponseXML says of it. */
export const deliver = async (
  { calls }: Connector,
  { quickbooks }: Office,
  ticket: string,
  qbxml: string,
): Promise<number> => {
  const processed = await quickbooks.process(qbxml);
  return 'response' in processed
    ? calls.receiveResponseXML(ticket, processed.response, '', '')
    : calls.receiveResponseXML(ticket, '', processed.hresult, processed.message);
};

/** A session, call by call as the Web Connector makes them. */
export const visit = async (
  connector: Connector,
  office: Office,
  options: VisitOptions = {},
): Promise<Visit> => {
  const { calls } = connector;
  const { pause = () => connector.drain(), dies = () => false } = options;
  const [ticket = '', word = ''] = await connector.login();
  if (word === 'none' || word === 'busy' || word === 'nvu') return { ended: word, words: '', pauses: 0 };
  let pauses = 0;
  for (let call = 0; call < MOST_CALLS; call++) {
    const qbxml = await calls.sendRequestXML(ticket, '16', '0');
    if (qbxml === '') {
      const words = await calls.getLastError(ticket);
      if (words !== 'NoOp') return { ended: 'stopped', words: await calls.closeConnection(ticket), pauses };
      pauses += 1;
      connector.clock.pass(5_000);
      await pause();
      continue;
    }
    if (dies(qbxml)) {
      await office.quickbooks.process(qbxml);
      return { ended: 'died', words: '', pauses };
    }
    const answer = await deliver(connector, office, ticket, qbxml);
    if (answer === 100) return { ended: 'complete', words: await calls.closeConnection(ticket), pauses };
    if (answer >= 0) continue;
    const words = await calls.getLastError(ticket);
    await calls.closeConnection(ticket);
    return { ended: 'stopped', words, pauses };
  }
  throw new Error(`the session did not end after ${MOST_CALLS} messages`);
};
