import { readFileSync } from 'node:fs';
import { parseJson } from '../../../lib/procore/json.ts';
import { HEAVY, LIGHT } from '../json-mutations.ts';
import { mutated } from '../mutation.ts';
import { shortened, target, wrong } from '../target.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../flows/procore/${name}.json`, import.meta.url), 'utf8');

const NATIVE = { value: undefined as unknown, fails: false };

const native = (text: string): typeof NATIVE => {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')), fails: false };
  } catch {
    return { value: undefined, fails: true };
  }
};

const OURS = /^(nested deeper than 100|the name .* occurs twice|a number is out of range)/s;

const same = (ours: unknown, theirs: unknown): boolean => {
  if (typeof ours === 'string' && typeof theirs === 'number') return Number(ours) === theirs;
  if (typeof ours !== 'object' || typeof theirs !== 'object' || !ours || !theirs)
    return Object.is(ours, theirs);
  const [names, others] = [Object.keys(ours), Object.keys(theirs)];
  return (
    Array.isArray(ours) === Array.isArray(theirs) &&
    names.length === others.length &&
    names.every((name) => same((ours as never)[name], (theirs as never)[name]))
  );
};

/** Whoever reads JSON by the book reads the same; what only we refuse we refuse by rule. */
const check = (text: string): void => {
  const ours = parseJson(text);
  const theirs = native(text);
  if (ours.is === 'malformed') {
    if (ours.why.length > 300) wrong(`said in ${ours.why.length} characters`);
    if (!theirs.fails && !OURS.test(ours.why)) wrong(`refused what is JSON: ${ours.why}`);
    return;
  }
  if (theirs.fails) wrong('took what is no JSON');
  if (!same(ours.value, theirs.value)) wrong('read something else');
};

export const json = () =>
  target<string>({
    name: 'json',
    inputs: mutated(
      ['work_order_contracts', 'vendors', 'wbs_codes']
        .map(fixture)
        .concat('[562949953421312345, 0.10, -1e5, "\\u00e9"]'),
      LIGHT,
      HEAVY,
    ),
    answers: check,
    show: shortened,
  });
