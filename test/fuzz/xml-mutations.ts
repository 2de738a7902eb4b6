import type { Dice } from './dice.ts';
import { inserting, type Mutation, replacingOne, spliced } from './mutation.ts';
import * as text from './text-mutations.ts';

const TAG = /<\/?[\w:]+[^<>]*>/g;
const NAME = /(?<=<\/?)[\w:]+/g;
const CONTENT = /(?<=>)[^<>]+(?=<\/)/g;
const ELEMENT = /<([\w:]+)[^<>]*>[^<>]*<\/\1>/g;
const ATTRIBUTE = /[\w:]+="[^"<>]*"/g;

const DOCTYPES = [
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
  '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>',
  '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
  '<!DOCTYPE',
  '<!DOCTYPE x [',
] as const;

/** Behind the declaration, or anywhere. */
const doctype: Mutation = (xml, dice) => {
  const at = dice.below(3) === 0 ? dice.below(xml.length) : Math.max(0, xml.indexOf('?>') + 2);
  return spliced(xml, at, at, dice.pick(DOCTYPES));
};

const VALUES = [
  ...([
    '',
    ' ',
    '0',
    '-1',
    '1e999',
    '999999999999999999999',
    '1,234.56',
    'NaN',
    'true',
    '0x80040400',
  ] as const),
  ...([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    '[object Object]',
  ] as const),
  ...([
    '&e;',
    '&c;',
    '&nbsp;',
    '&amp',
    '&',
    '&#0;',
    '&#1;',
    '&#x0;',
    '&#xD800;',
    '&#xFFFE;',
    '&#x110000;',
  ] as const),
  ...([
    '&#99999999999;',
    '&#-1;',
    '&#x;',
    '&#;',
    '&#13;',
    '&#55357;&#56960;',
    '&lt;x&gt;',
    '&amp;#1;',
  ] as const),
  ...([
    '<![CDATA[a]]>',
    '<![CDATA[',
    '<![CDATA[<b>&c;]]>',
    ']]>',
    '<?php x ?>',
    '<?xml version="1.0"?>',
  ] as const),
  ...([
    '<!-- -->',
    '<!--',
    '<!-- -- -->',
    '<a/>',
    '<a>',
    '</a>',
    'é',
    'Łódź',
    '\ud83d',
    '🏗',
    '\u0000',
  ] as const),
  ...(['2026-02-30', '9999-99-99', '{00000000-0000-0000-0000-000000000000}', '9'.repeat(400)] as const),
  ...(['x'.repeat(5_000), 'acme.'.repeat(1_000), '.', '#', 'none.1', 'é'.repeat(1_100)] as const),
] as const;

const NAMES = [
  ...([
    '__proto__',
    'constructor',
    'q1:authenticate',
    'a:b:c',
    ':a',
    'a:',
    '-a',
    '1a',
    'é',
    'xml',
    'xmlns',
  ] as const),
  ...([
    'authenticate',
    'closeConnection',
    'Envelope',
    'Body',
    'ticket',
    'QBXML',
    'VendorRet',
    'x'.repeat(5_000),
  ] as const),
] as const;

const ATTRIBUTES = [
  ...([
    'xsi:nil="true"',
    'xsi:type="xsd:base64Binary"',
    'xmlns=""',
    'xmlns:soap="urn:other"',
    'a="1" a="2"',
  ] as const),
  ...([
    'xmlns:xml="urn:x"',
    'a',
    'a=1',
    "a='<'",
    'a="&e;"',
    'a="&#xD800;"',
    '__proto__="x"',
    'requestID="1"',
  ] as const),
  ...(['statusCode="constructor"', 'href="#1"', 'encodingStyle=""', 'mustUnderstand="1"'] as const),
] as const;

const value = replacingOne(CONTENT, (_, dice) => dice.pick(VALUES));
const renamed = replacingOne(NAME, (_, dice) => dice.pick(NAMES));
const withoutTag = replacingOne(TAG, () => '');
const repeated = replacingOne(ELEMENT, (found, dice) => found.repeat(2 + dice.below(30)));
const nil = replacingOne(ELEMENT, (found) => found.replace(/>.*/s, ' xsi:nil="true"/>'));
const nested = replacingOne(ELEMENT, (found) => found.replace('>', `>${found}`));
const cdata = replacingOne(CONTENT, (found) => `<![CDATA[${found}]]>`);
const attributed = replacingOne(/(?<=<[\w:]+)(?=[\s/>])/g, (_, dice) => ` ${dice.pick(ATTRIBUTES)}`);
const attributeValue = replacingOne(
  ATTRIBUTE,
  (found, dice) => `${found.slice(0, found.indexOf('='))}="${dice.pick(VALUES)}"`,
);
const declaration: Mutation = (xml, dice) => {
  const encoding = dice.pick(['utf-16', 'iso-8859-1', 'windows-1252', 'utf-7', 'ucs-4', 'klingon', '']);
  return xml.replace(
    /^<\?xml[^>]*\?>/,
    `<?xml version="${dice.pick(['1.0', '1.1', '9'])}" encoding="${encoding}"?>`,
  );
};
const inserted = inserting(...VALUES);

/** What leaves a document well-formed. */
const SOUND = [
  ...([
    '',
    ' ',
    '0',
    '-1',
    '1e999',
    '1,234.56',
    '9999999999999999.99',
    'true',
    '__proto__',
    'constructor',
  ] as const),
  ...([
    'x'.repeat(5_000),
    '&#233;'.repeat(1_100),
    'x'.repeat(600_000),
    '&#13;',
    '3100',
    '500',
    '9001',
  ] as const),
  ...(['2026-02-30', '9999-12-31', '{00000000-0000-0000-0000-000000000000}', '80000001-1', 'Error'] as const),
] as const;
const soundValue = replacingOne(CONTENT, (_, dice) => dice.pick(SOUND));
const soundAttribute = replacingOne(
  ATTRIBUTE,
  (found, dice) => `${found.slice(0, found.indexOf('='))}="${dice.pick(SOUND)}"`,
);
const withoutAttribute = replacingOne(ATTRIBUTE, () => '');
const withoutElement = replacingOne(ELEMENT, () => '');

/** Another document that is well-formed too. */
export const FIELDS = [
  ...([
    soundValue,
    soundValue,
    soundAttribute,
    withoutAttribute,
    withoutElement,
    repeated,
    cdata,
    nested,
  ] as const),
] as const;

const swappedTags: Mutation = (xml, dice) => {
  const tags = [...xml.slice(0, 20_000).matchAll(TAG)];
  const [first, second] = [tags[dice.below(tags.length)], tags[dice.below(tags.length)]].sort(
    (a, b) => (a?.index ?? 0) - (b?.index ?? 0),
  );
  if (!first || !second || first === second) return xml;
  const later = spliced(xml, second.index, second.index + second[0].length, first[0]);
  return spliced(later, first.index, first.index + first[0].length, second[0]);
};

/** Before a closing tag, where an element may stand. */
const inside = (xml: string, put: string, dice: Dice): string => {
  const ends = [...xml.slice(0, 20_000).matchAll(/<\//g)];
  const at = ends[dice.below(ends.length)]?.index ?? xml.length;
  return spliced(xml, at, at, put);
};

const deep: Mutation = (xml, dice) => {
  const levels = 100_000;
  const end = dice.below(2) === 0 ? '</a>'.repeat(levels) : '';
  return inside(xml, '<a>'.repeat(levels) + end, dice);
};
const manyAttributes: Mutation = (xml, dice) => {
  const all = Array.from({ length: 20_000 }, (_, n) => ` a${n}="${n}"`).join('');
  return inside(xml, `<x${all}/>`, dice);
};
const manyNamespaces: Mutation = (xml, dice) => {
  const all = Array.from({ length: 10_000 }, (_, n) => ` xmlns:n${n}="urn:${n}"`).join('');
  return inside(xml, `<x${all}/>`, dice);
};
const manyElements: Mutation = (xml, dice) => inside(xml, '<ListID>1</ListID>'.repeat(50_000), dice);
const manyReferences: Mutation = (xml, dice) =>
  inside(xml, dice.pick(['&#38;', '&amp;', '&#x0000000000000000041;', '&#', '&']).repeat(100_000), dice);
const manySections: Mutation = (xml, dice) =>
  inside(
    xml,
    dice.pick(['<![CDATA[]]>', '<!-- -->', '<?a b?>', '<![CDATA[', ']]>', '<!--']).repeat(50_000),
    dice,
  );
const longName: Mutation = (xml, dice) => {
  const name = dice.pick(['a', 'é', 'a:', '__proto__']).repeat(250_000);
  return inside(
    xml,
    dice.pick([`<${name}>`, `<${name}/>`, `&${name}`, `<a ${name}="1"/>`, `<?${name}`]),
    dice,
  );
};

export const LIGHT = [
  ...text.LIGHT,
  ...([doctype, value, value, value, renamed, withoutTag, repeated, nil, nested, cdata, attributed] as const),
  ...([attributeValue, attributeValue, declaration, inserted, swappedTags] as const),
] as const;

export const HEAVY = [
  ...text.HEAVY,
  ...([deep, manyAttributes, manyNamespaces, manyElements, manyReferences, manySections, longName] as const),
] as const;
