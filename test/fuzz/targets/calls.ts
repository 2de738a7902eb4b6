import fc from 'fast-check';
import { OPERATIONS, type OperationName } from '../../../lib/web-connector/wsdl.ts';
import { startAws } from '../../../local/aws.ts';
import { PASSWORD } from '../../journeys/connector.ts';
import { startToys, vendors } from '../../journeys/toys.ts';
import { bodies, type WireBody } from '../bodies.ts';
import { serviceOf } from '../entrance.ts';
import { dotNet, envelopes } from '../envelopes.ts';
import { mutated } from '../mutation.ts';
import { quickBooksAnswers } from '../quickbooks-answers.ts';
import { shortened, type Target, target } from '../target.ts';
import { HEAVY, LIGHT } from '../xml-mutations.ts';

/** What an argument may hold that XML can carry. */
const argument = (ticket: string, ...more: string[]) =>
  fc.oneof(
    fc.constantFrom(ticket, ticket.toUpperCase(), `${ticket}.1`, ticket.slice(0, -1), ...more),
    fc.constantFrom('', ' ', '.', '#', 'none.1', '__proto__.1', 'user#x', '0x80040400', '-2147220480', '16'),
    fc
      .tuple(fc.constantFrom('x', 'acme.', 'é', '0x', '<&>', ' '), fc.constantFrom(30, 1_000, 3_000, 600_000))
      .map(([unit, times]) => unit.repeat(times)),
    fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\ufffe\uffff]|\p{Cc}/gu, '')),
  );

/** Any call with any arguments, well written. */
const wellWritten = (ticket: string, ...more: string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...(Object.keys(OPERATIONS) as OperationName[])).chain((call) => {
    const parameters = Object.entries<string>(OPERATIONS[call].parameters);
    const values = parameters.map(([name, type]) => [
      name,
      type === 'int' ? fc.constantFrom('16', '0', '13', '999999999') : argument(ticket, ...more),
    ]);
    return fc.record(Object.fromEntries(values)).map((given) => dotNet(call, given));
  });

/** The eight calls over the embedded tables: what anybody may send, and what the holder of a ticket may. */
export const calls = async (): Promise<Target> => {
  const aws = await startAws();
  const { connector } = await startToys(aws, { vendors: vendors(3) });
  await connector.tell('vendors', ['1', '2', '3']);
  const { send } = serviceOf(connector);
  const [ticket = ''] = await connector.login();
  await connector.calls.sendRequestXML(ticket, '16', '0');
  const responses = await quickBooksAnswers();
  const seeds = envelopes(responses).flatMap((one) => [
    one,
    one.replaceAll('acme.4f1c', ticket).replaceAll('plumbline-acme', connector.name),
  ]);
  return target<WireBody>({
    name: 'calls',
    runsOf: (count) => Math.ceil(count / 10),
    inputs: fc.oneof(
      bodies(mutated(seeds, LIGHT, HEAVY)),
      wellWritten(ticket, ...responses, connector.name, PASSWORD).map((text) => ({
        bytes: Buffer.from(text),
      })),
    ),
    answers: async ({ bytes, contentType }) => void (await send(bytes, contentType)),
    show: ({ bytes, contentType }) =>
      `${shortened(contentType ?? '')} ${shortened(bytes.toString('latin1'))}`,
    close: () => aws.close(),
  });
};
