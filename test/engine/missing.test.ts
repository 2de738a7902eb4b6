import { suspected } from '../../lib/engine/missing.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import { bare } from './records.ts';

const mappedTo = (flow: string, id: string, type: string, name: string): SyncRecord =>
  bare(
    { flow, id },
    { state: 'synced', mapping: { type, id: `8-${flow}-${id}`, name, editSequence: '1', created: true } },
  );

const vendor = mappedTo('companies', '1', 'Vendor', 'Oak Ltd');
const job = mappedTo('projects', '1', 'Customer', 'Harbor Trust:Quay House');
const items = ['1', '2'].map((id) => mappedTo('cost-codes', id, 'ItemService', `0${id}-100`));
const linked = [vendor, job, ...items, bare({ flow: 'cost-codes', id: '3' })];

const suspects = (reference?: string, kind?: string) =>
  suspected(linked, { do: 'missing', words: '', reference, kind }).map(keyText);

describe('whose object QuickBooks may miss', () => {
  test('that of the id that it names', () => expect(suspects('8-companies-1')).toEqual(['companies#1']));

  test('that of the name that it names, ignoring case', () => {
    expect(suspects('harbor trust:quay house', 'Customer')).toEqual(['projects#1']);
    expect(suspects('02-100')).toEqual(['cost-codes#2']);
  });

  test('those of the kind that it names, where the name is none that we know', () => {
    expect(suspects('Renamed', 'Item')).toEqual(['cost-codes#1', 'cost-codes#2']);
    expect(suspects('Renamed', 'Vendor')).toEqual(['companies#1']);
  });

  test('all that are linked, where it names nothing', () => {
    expect(suspects()).toEqual(['companies#1', 'projects#1', 'cost-codes#1', 'cost-codes#2']);
  });

  test('nobody’s, where it names something of the settings', () => {
    expect(suspects('No Such Class', 'Class')).toEqual([]);
    expect(suspects('No Such Account', 'Account')).toEqual([]);
    expect(suspects('whatever')).toEqual([]);
  });
});
