import type { Element, Fields, QbRequest, Value } from '../../lib/qbxml/message.ts';
import { valuesOf } from '../../lib/qbxml/message.ts';

const element = (name: string, inside: string | readonly Element[]): Element => ({
  ...{ name, attributes: {} },
  ...(typeof inside === 'string' ? { text: inside, children: [] } : { text: '', children: inside }),
});

const elementsOf = (fields: Fields): Element[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    valuesOf(value).map((one: Value) => {
      const shown = name.replace(/(Line|AppliedToTxn)(Add|Mod)$/, '$1Ret');
      return element(shown, typeof one === 'string' ? one : elementsOf(one));
    }),
  );

/** The object that QuickBooks makes of an Add: lines get ids, `more` is what it adds or says otherwise. */
export const retOf = ({ message, fields }: QbRequest, more: Fields = {}): Element => {
  const type = message.replace('AddRq', '');
  const given = fields[`${type}Add`] as Fields;
  return element(`${type}Ret`, elementsOf({ ...given, ...more }));
};
