import { decode } from '../../../lib/web-connector/charset.ts';
import { bodies, type WireBody } from '../bodies.ts';
import { dotNet } from '../envelopes.ts';
import { mutated } from '../mutation.ts';
import { shortened, target, wrong } from '../target.ts';
import { HEAVY, LIGHT } from '../xml-mutations.ts';

const seeds = [
  dotNet('authenticate', { strUserName: 'Zoë', strPassword: '€uro' }),
  '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
  '<?xml version="1.0" encoding="utf-16"?><a>Łódź 🏗</a>',
  '',
];

const check = ({ bytes, contentType }: WireBody): void => {
  const decoded = decode(bytes, contentType);
  if ('refused' in decoded) {
    if (decoded.refused.length > 200) wrong(`a refusal of ${decoded.refused.length} characters`);
    return;
  }
  if (decoded.text.length > bytes.length) wrong('more characters than bytes');
  if (/\p{Surrogate}/u.test(decoded.text)) wrong('half a character');
};

/** Bytes of any charset, called what they are or anything else. */
export const charset = () =>
  target<WireBody>({
    name: 'charset',
    inputs: bodies(mutated(seeds, LIGHT, HEAVY)),
    answers: check,
    show: ({ bytes, contentType }) =>
      `${shortened(contentType ?? '')} ${shortened(bytes.toString('latin1'))}`,
  });
