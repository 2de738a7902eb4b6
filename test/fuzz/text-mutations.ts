import type { Dice } from './dice.ts';
import { inserting, type Mutation, spliced } from './mutation.ts';

const span = (text: string, dice: Dice): readonly [from: number, to: number] => {
  const from = dice.below(text.length + 1);
  const most = dice.below(4) === 0 ? text.length : 40;
  return [from, Math.min(text.length, from + dice.below(most + 1))];
};

const flipped: Mutation = (text, dice) => {
  const at = dice.below(text.length);
  const unit = text.charCodeAt(at) ^ (1 << dice.below(dice.below(4) === 0 ? 16 : 7));
  return text === '' ? text : spliced(text, at, at + 1, String.fromCharCode(unit));
};

const truncated: Mutation = (text, dice) => text.slice(0, dice.below(text.length + 1));

const beheaded: Mutation = (text, dice) => text.slice(dice.below(text.length + 1));

const deleted: Mutation = (text, dice) => spliced(text, ...span(text, dice), '');

const doubled: Mutation = (text, dice) => {
  const [from, to] = span(text, dice);
  const part = text.slice(from, to);
  return spliced(text, from, to, part.repeat(2 + dice.below(3)));
};

const moved: Mutation = (text, dice) => {
  const [from, to] = span(text, dice);
  const rest = spliced(text, from, to, '');
  const at = dice.below(rest.length + 1);
  return spliced(rest, at, at, text.slice(from, to));
};

/** C0, C1, line separators, non-characters, lone surrogates, byte order marks, marks that compose, emoji. */
const strange = inserting(
  ...(['\u0000', '\u0001', '\u0008', '\u000b', '\u001f', '\u007f', '\u0085', '\u009f'] as const),
  ...(['\u2028', '\u2029', '\ufffe', '\uffff', '\ufdd0', '\ud800', '\udfff', '\udc00\ud800'] as const),
  ...(['\ufeff', '\u0301', '\u202e', '\u200b', '\u00a0', '\u{10ffff}', '🏗', '\r', '\r\n', '\t'] as const),
);

const reserved = inserting('<', '>', '&', '"', "'", ']]>', '\\', '/', '{', '}', '[', ']', ':', ',', '%', '#');

/** One character a hundred thousand times. */
const long: Mutation = (text, dice) => {
  const at = dice.below(text.length + 1);
  const unit = dice.pick(['a', ' ', '0', '"', '\\', '<', '&', '\n', '\u0000', 'é', '(', '-']);
  return spliced(text, at, at, unit.repeat(100_000));
};

/** Megabytes of the text itself. */
const manifold: Mutation = (text) => text.repeat(Math.ceil(2_000_000 / Math.max(1, text.length)));

/** What may be done to any text. */
export const LIGHT = [
  ...([flipped, flipped, truncated, beheaded, deleted, deleted, doubled, moved, strange, reserved] as const),
] as const;

export const HEAVY = [long, manifold] as const;
