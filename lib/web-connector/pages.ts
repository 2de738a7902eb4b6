/** What one object of a feed takes, as measured. */
export interface Pace {
  /** Characters of its answer. */
  readonly bytes: number;
  /** Of QuickBooks' time, or of ours. */
  readonly ms: number;
}

/** How large pages may be; carried from session to session. */
export interface Pages {
  /** 1, or less after answers that never arrived. */
  readonly scale: number;
  readonly of: Readonly<Partial<Record<string, Pace>>>;
  /** How many answers never arrived that were to tell of a query too, since it last came to its end. */
  readonly lost?: Readonly<Partial<Record<string, number>>>;
}

/** An answer may have 3 MB and take 15 s; objects differ, so less is aimed at. */
const AIM_BYTES = 1_800_000;
const AIM_MS = 8_000;
const LARGEST = 500;
/** Taken for an object before any was seen. */
const UNKNOWN: Pace = { bytes: 60_000, ms: 100 };
const LEAST_SCALE = 1 / 512;

export const NO_PAGES: Pages = { scale: 1, of: {} };

/** MaxReturned of a feed, when `feeds` of them are asked in one message. */
export const pageSize = ({ scale, of }: Pages, feed: string, feeds: number): number => {
  const { bytes, ms } = of[feed] ?? UNKNOWN;
  const fits = Math.min(AIM_BYTES / bytes, AIM_MS / Math.max(ms, 0.01)) / feeds;
  return Math.max(1, Math.min(LARGEST, Math.floor(scale * fits)));
};

/** An answer did not arrive, or could not be read: half of it is asked next. */
export const halved = (pages: Pages = NO_PAGES): Pages => ({
  ...pages,
  scale: Math.max(LEAST_SCALE, pages.scale / 2),
});

/** After so many lost answers queries are asked one by one; and after so many the one that is left is given up. */
const MOST_TOGETHER = 4;
export const MOST_LOST = 8;

/** After an answer to these queries that never arrived. */
export const lostPage = (pages: Pages = NO_PAGES, asked: readonly string[]): Pages => {
  const counts = asked.map((one) => [one, (pages.lost?.[one] ?? 0) + 1]);
  return { ...halved(pages), lost: { ...pages.lost, ...Object.fromEntries(counts) } };
};

/** Whose answers were lost is not known of those that came to their end, nor (once more) of those given up. */
export const found = (pages: Pages, done: readonly string[], givenUp: readonly string[]): Pages => {
  if (!pages.lost) return pages;
  const left = Object.entries(pages.lost).filter(([asked]) => !done.includes(asked));
  const again = left.map(([asked, times = 0]) => [asked, givenUp.includes(asked) ? MOST_LOST - 1 : times]);
  return { ...pages, lost: left.length > 0 ? Object.fromEntries(again) : undefined };
};

/** Of open queries those that are asked in one message: one alone when answers to all together do not arrive. */
export const together = (open: readonly string[], { lost = {} }: Pages): readonly string[] => {
  const times = (asked: string): number => lost[asked] ?? 0;
  if (!open.some((asked) => times(asked) >= MOST_TOGETHER)) return open;
  return [...open].sort((a, b) => times(a) - times(b)).slice(0, 1);
};

/** What a page of a feed came to. */
export interface Page {
  readonly feed: string;
  readonly objects: number;
  readonly bytes: number;
}

const closer = (known: number | undefined, measured: number): number =>
  known === undefined || measured > known ? measured : (known + measured) / 2;

/** After an answer that arrived. `ms`: what the whole message took. */
export const paced = (pages: Pages, page: readonly Page[], ms: number): Pages => {
  const all = page.reduce((sum, { bytes }) => sum + bytes, 0);
  const of = { ...pages.of };
  for (const { feed, objects, bytes } of page) {
    if (objects === 0) continue;
    const known = of[feed];
    of[feed] = {
      bytes: closer(known?.bytes, bytes / objects),
      ms: closer(known?.ms, (ms * bytes) / all / objects),
    };
  }
  return { ...pages, scale: Math.min(1, pages.scale * 2), of };
};
