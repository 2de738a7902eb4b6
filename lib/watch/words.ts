import type { WatchState } from './state.ts';

const listed = (words: readonly string[]): string => words.join(', ');

/** How the webhooks of a connection stand, a line each. */
export const hookWords = ({ hooks }: Pick<WatchState, 'hooks'>): readonly string[] => {
  if (!hooks) return ['not looked at yet: the clock does it every ten minutes'];
  const number = Object.keys(hooks.ids).length;
  const made = number === 0 ? 'none' : `${number}, delivering to ${hooks.url}`;
  const polled = hooks.lacking.length > 0 ? [`polled every hour instead: ${listed(hooks.lacking)}`] : [];
  return [made, ...polled, ...(hooks.trouble ?? [])];
};
