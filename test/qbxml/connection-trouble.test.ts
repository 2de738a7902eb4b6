import { connectionTrouble } from '../../lib/qbxml/status.ts';

test.each(['0x80040400', '0X80040400', '80040400', '-2147220480', '2147746816', ' 0x80040400 '])(
  '%j is the refusal of a whole set',
  (hresult) => {
    expect(connectionTrouble(hresult)).toMatchObject({ code: '0x80040400', setRefused: true });
  },
);

test.each([
  ['0x80040401', /reached/],
  ['0x80040402', /unexpected/],
  ['0x80040408', /started/],
  ['0x80040409', /another version/],
  ['0x8004040a', /another company file/i],
  ['0x8004040D', /ended by itself/],
  ['0x80040410', /another mode/],
  ['0x80040414', /dialog/],
  ['0x80040416', /not running/],
  ['0x80040418', /never authorized/],
  ['0x8004041A', /no permission/],
  ['0x8004041D', /log in/],
  ['0x80040420', /denied/],
  ['0x80040422', /single-user/],
  ['0x80040438', /several copies/i],
  ['0x80040154', /not installed/],
  ['0x800706BA', /went away/],
  ['0x800706be', /went away/],
])('%s is known and does not blame the set', (hresult, meaning) => {
  const trouble = connectionTrouble(hresult);
  expect(trouble.meaning).toMatch(meaning);
  expect(trouble.cure).not.toBe('');
  expect(trouble.setRefused).toBe(false);
});

test.each(['0x80041234', 'QBWC1042', ''])('%j is unknown and still has a cure', (hresult) => {
  expect(connectionTrouble(hresult)).toMatchObject({
    code: hresult,
    setRefused: false,
    cure: expect.stringMatching(/log/),
  });
});
