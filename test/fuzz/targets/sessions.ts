import fc from 'fast-check';
import { startAws } from '../../../local/aws.ts';
import { startToys, type Toys, vendors } from '../../journeys/toys.ts';
import { diceOf } from '../dice.ts';
import { resultIn, serviceOf } from '../entrance.ts';
import { dotNet } from '../envelopes.ts';
import { shortened, type Target, target, wrong } from '../target.ts';
import { FIELDS, HEAVY, LIGHT } from '../xml-mutations.ts';

/** A session whose answer of QuickBooks at one stage (0: identity, 1: lookup, 2: write) is another. */
interface Spoilt {
  readonly stage: number;
  readonly steps: readonly { readonly how: (typeof LIGHT)[number]; readonly seed: number }[];
}

const MOST_CALLS = 30;

type Spoil = (answer: string, stage: number) => string;

/** One session over SOAP, to its end; gives the time of the slowest answer. */
const session = async ({ connector, office }: Toys, spoil: Spoil): Promise<number> => {
  const { send, slowestMs } = serviceOf(connector);
  const ask = async (call: string, values: Readonly<Record<string, string>>) =>
    resultIn(await send(dotNet(call, values)));
  const [ticket = '', word] = await connector.login();
  if (word !== '') return 0;
  for (let stage = 0; stage < MOST_CALLS; stage++) {
    const qbxml = await ask('sendRequestXML', { ticket, qbXMLMajorVers: '16', qbXMLMinorVers: '0' });
    if (!qbxml) break;
    const processed = await office.quickbooks.process(qbxml);
    if (!('response' in processed)) break;
    const response = spoil(processed.response, stage);
    const result = await ask('receiveResponseXML', { ticket, response, hresult: '', message: '' });
    if (result === undefined) break;
    const done = Number(result);
    if (!Number.isInteger(done) || done > 100 || done < -1) wrong(`receiveResponseXML answered ${done}`);
    if (done === 100 || done < 0) break;
  }
  await ask('getLastError', { ticket });
  await ask('closeConnection', { ticket });
  return slowestMs();
};

/** Whole sessions over the embedded tables; after each spoilt one there is an honest one. */
export const sessions = async (): Promise<Target> => {
  const aws = await startAws();
  const step = fc.record({
    how: fc.constantFrom(...FIELDS, ...FIELDS, ...FIELDS, ...LIGHT, ...HEAVY),
    seed: fc.nat(),
  });
  return target<Spoilt>({
    name: 'sessions',
    runsOf: (count) => Math.ceil(count / 50),
    inputs: fc.record({ stage: fc.nat(2), steps: fc.array(step, { minLength: 1, maxLength: 3 }) }),
    answers: async ({ stage, steps }) => {
      const toys = await startToys(aws, { vendors: vendors(2) });
      await toys.connector.tell('vendors', ['1', '2']);
      const spoilt = await session(toys, (answer, at) =>
        at === stage
          ? steps.reduce((text, { how, seed }) => how(text, diceOf(seed)), answer).slice(0, 5_000_000)
          : answer,
      );
      toys.connector.clock.pass(3_600_000);
      return Math.max(spoilt, await session(toys, (answer) => answer));
    },
    show: ({ stage, steps }) =>
      `stage ${stage}: ${shortened(steps.map(({ how, seed }) => `${how.name} ${seed}`).join(', '))}`,
    close: () => aws.close(),
  });
};
