import { redacted, redactedField } from '../lib/redact.ts';

test.each([
  ['Authorization: Bearer abc.def-ghi_=', 'Authorization: Bearer …'],
  ['grant_type=x&client_secret=a%2Fb&y=1', 'grant_type=x&client_secret=…&y=1'],
  ['{"client_secret":"a b","access_token": "c"}', '{"client_secret":"… b","access_token": "…"}'],
  ['<strPassword>hunter2</strPassword>', '<strPassword>…</strPassword>'],
  ['hash scrypt$AAAA==$BBBB= of', 'hash scrypt… of'],
  ['<VendorTaxIdent>12-3456789</VendorTaxIdent>', '<VendorTaxIdent>…</VendorTaxIdent>'],
  ['<BankNumber>000123456789</BankNumber>', '<BankNumber>…</BankNumber>'],
  ['{"bank_account_number":"12345","federalTaxID": "9"}', '{"bank_account_number":"…","federalTaxID": "…"}'],
  [
    '{"business_register":{"type":"EIN","identifier":"12-3456789"}}',
    '{"business_register":{"type":"EIN","identifier":"…"}}',
  ],
  ['the EIN 12-3456789, the SSN 123-45-6789.', 'the EIN …, the SSN ….'],
])('%s', (text, without) => {
  expect(redacted(text)).toBe(without);
});

test.each([
  'The Web Connector user acme belongs to connection acme.',
  'Procore gives no access token (401: invalid_client).',
  'The record 562949953421312 of 2026-11-22T09:00:00.000Z has waited since 2026-11-22.',
  'order 123-45-678, phone 253-555-0101, PO 26-001-1234567, id-12-3456789-1',
  '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}',
])('%s: nothing to hide', (text) => {
  expect(redacted(text)).toBe(text);
});

test('a field is hidden by its name, in objects and lists at any depth', () => {
  const line = {
    event: 'x',
    deep: [{ password: 'p', newPassword: 'n', clientSecret: 's', authorization: 'a', token: 't' }],
    ...{ webhookTokens: ['h1', 'h2'], passwordHash: 'h', user: 'u', tokens: 3, ticket: 'x' },
  };
  expect(JSON.parse(JSON.stringify(line, redactedField))).toEqual({
    event: 'x',
    deep: [{ password: '…', newPassword: '…', clientSecret: '…', authorization: '…', token: '…' }],
    ...{ webhookTokens: '…', passwordHash: '…', user: 'u', tokens: 3, ticket: 'x' },
  });
});
