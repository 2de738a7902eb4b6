import { SaxesParser } from 'saxes';
import { OWNER_ID } from '../../lib/web-connector/identity.ts';
import { type Qwc, qwcFile } from '../../lib/web-connector/qwc.ts';

const acme: Qwc = {
  connection: 'acme',
  baseUrl: 'https://abc.execute-api.us-east-1.amazonaws.com',
  user: 'plumbline-acme',
  fileId: '{0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9}',
  everyMinutes: 5,
};

/** Element → text, in the order of the file. */
const read = (file: string): Map<string, string> => {
  const texts = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    path.push(name);
    expect(texts.has(path.join('/'))).toBe(false);
    texts.set(path.join('/'), '');
  });
  parser.on('text', (text) => texts.set(path.join('/'), text));
  parser.on('closetag', () => path.pop());
  parser.write(file).close();
  return texts;
};

const of = (name: string, qwc: Qwc = acme): string | undefined => read(qwcFile(qwc)).get(`QBWCXML/${name}`);
const GUID = /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/;

test('holds all that the Web Connector requires', () => {
  const required = [
    'AppName',
    'AppID',
    'AppURL',
    'AppDescription',
    'AppSupport',
    'UserName',
    'OwnerID',
    'FileID',
  ];
  const names = [...read(qwcFile(acme)).keys()];
  for (const name of [...required, 'QBType']) expect(names).toContain(`QBWCXML/${name}`);
});

test('AppSupport is below AppURL: another host is QBWC1000', () => {
  expect(of('AppURL')).toBe('https://abc.execute-api.us-east-1.amazonaws.com/qbwc');
  expect(of('AppSupport')).toBe('https://abc.execute-api.us-east-1.amazonaws.com/qbwc/support');
});

test('OwnerID is the product, FileID the connection, both GUIDs in braces', () => {
  expect(of('OwnerID')).toBe(OWNER_ID);
  expect(of('FileID')).toBe(acme.fileId);
  expect(OWNER_ID).toMatch(GUID);
  expect(of('FileID')).toMatch(GUID);
});

test('names the user and holds no password', () => {
  expect(of('UserName')).toBe('plumbline-acme');
  expect(qwcFile(acme)).not.toMatch(/password/i);
});

test.each([
  ['QBType', 'QBFS'],
  ['Style', 'Document'],
  ['IsReadOnly', 'false'],
  ['UnattendedModePref', 'umpRequired'],
  ['PersonalDataPref', 'pdpNotNeeded'],
  ['AuthFlags', '0xF'],
  ['Scheduler/RunEveryNMinutes', '5'],
])('%s is %s', (name, value) => {
  expect(of(name)).toBe(value);
});

test('a description of a long name is cut at 80 characters', () => {
  const description = of('AppDescription', { ...acme, connection: 'a'.repeat(100) });
  expect(description).toHaveLength(80);
});

test('one connection replaces itself when it is added again, another one does not', () => {
  expect(of('AppUniqueName')).toBe(of('AppUniqueName', { ...acme, user: 'other' }));
  expect(of('AppUniqueName')).not.toBe(of('AppUniqueName', { ...acme, connection: 'other' }));
});

test('names with markup are escaped', () => {
  const connection = `A & B <"Söhne's">`;
  expect(of('AppName', { ...acme, connection })).toBe(`Plumbline ${connection}`);
  expect(of('UserName', { ...acme, user: 'a<b' })).toBe('a<b');
});

test('begins with the XML declaration: a byte order mark may break the import', () => {
  expect(Buffer.from(qwcFile(acme)).subarray(0, 38).toString('latin1')).toBe(
    '<?xml version="1.0" encoding="utf-8"?>',
  );
});
