import { type Import, importsOf, type SourceFile } from './imports.ts';

/** What stands between the parts of the program: types and a few pure functions. */
const CONTRACT = ['lib/flow.ts', 'lib/import-flow.ts', 'lib/context.ts', 'lib/reasons.ts', 'lib/settings.ts'];
/** Knows nothing of anything: for all. */
const PLAIN: readonly string[] = ['lib/grouped.ts', 'lib/remembered.ts'];
const PROCORE_SHAPES = ['lib/procore/shapes.ts', 'lib/procore/procore.ts', 'lib/procore/entries.ts'];
/** How alike two names are: asked by flows, and by an operator. */
const NAMES = 'lib/similar.ts';

interface Rule {
  /** Folders (ending in a slash) or files that the rule is about. */
  readonly about: readonly string[];
  /** What of ours they may import, beside files of their own folder. */
  readonly may: readonly string[];
  /** What they may import for its types only. */
  readonly mayType?: readonly string[];
}

/** Who may import whom; the first rule that is about a file counts. */
const RULES: readonly Rule[] = [
  { about: CONTRACT, may: CONTRACT, mayType: ['lib/qbxml/', 'lib/procore/'] },
  { about: ['lib/qbxml/'], may: [] },
  { about: ['lib/procore/'], may: ['lib/redact.ts'] },
  { about: ['lib/flows/'], may: [...CONTRACT, ...PROCORE_SHAPES, NAMES, 'lib/qbxml/'] },
  { about: ['lib/engine/'], may: [...CONTRACT, 'lib/qbxml/', 'lib/procore/procore.ts'] },
  {
    about: ['lib/events/'],
    may: [...CONTRACT, 'lib/engine/record.ts'],
    mayType: ['lib/engine/', 'lib/reconcile/'],
  },
  { about: ['lib/reconcile/'], may: [...CONTRACT, 'lib/qbxml/', 'lib/engine/'] },
  {
    about: ['lib/web-connector/'],
    may: [...CONTRACT, 'lib/qbxml/', 'lib/engine/', 'lib/reconcile/read-back.ts', 'lib/events/events.ts'],
  },
  {
    about: ['lib/stores/'],
    may: [...CONTRACT, 'lib/engine/record.ts', 'lib/redact.ts'],
    mayType: [
      ...['lib/engine/', 'lib/reconcile/', 'lib/events/'],
      ...['lib/procore/rate-limit.ts', 'lib/watch/state.ts'],
    ],
  },
  {
    about: ['lib/procore-writer/'],
    may: [...CONTRACT, 'lib/engine/', 'lib/procore/procore.ts', 'lib/procore/write-failure.ts'],
    mayType: ['lib/procore/'],
  },
  {
    about: ['lib/admin/'],
    may: [
      ...[...CONTRACT, NAMES],
      ...['lib/engine/', 'lib/qbxml/', 'lib/procore/procore.ts', 'lib/webhook/tokens.ts'],
      ...['lib/web-connector/password.ts', 'lib/web-connector/qwc.ts'],
    ],
    mayType: ['lib/stores/', 'lib/watch/'],
  },
  {
    about: ['lib/connection-file.ts', 'lib/connection-file/'],
    may: ['lib/settings.ts', 'lib/connection-file/'],
  },
  { about: ['lib/config.ts', 'lib/config/'], may: ['lib/config/'] },
  {
    about: ['lib/webhook.ts', 'lib/webhook/'],
    may: [...CONTRACT, 'lib/webhook/', 'lib/procore/webhook.ts'],
    mayType: ['lib/engine/'],
  },
  {
    about: ['lib/watch/'],
    may: [
      ...CONTRACT,
      ...['lib/engine/', 'lib/webhook/', 'lib/admin/relist.ts'],
      ...['lib/procore/procore.ts', 'lib/procore/hooks.ts'],
    ],
    mayType: ['lib/procore/', 'lib/stores/'],
  },
  { about: ['lib/'], may: CONTRACT },
  { about: ['lambdas/'], may: ['lib/'] },
  { about: ['cdk/'], may: ['lib/flows/index.ts', 'lib/flows/imports.ts', 'lib/stores/tables.ts'] },
  { about: ['local/simulators/'], may: ['local/simulators/'], mayType: ['lib/'] },
  // A test that is also a command.
  {
    about: ['scripts/chaos.ts', 'scripts/chaos-tasks.ts', 'scripts/chaos-worker.ts'],
    may: ['local/', 'scripts/', 'test/chaos/'],
  },
  { about: ['scripts/fuzz.ts'], may: ['test/fuzz/'] },
  {
    about: ['local/', 'cli/', 'bench/', 'scripts/'],
    may: ['lib/', 'lambdas/', 'local/', 'cli/', 'scripts/'],
  },
  { about: ['test/cdk/'], may: ['lib/', 'cdk/', 'test/'] },
  {
    about: ['test/'],
    // The names of metrics: what the dashboard searches for is held against what is measured.
    may: ['lib/', 'lambdas/', 'local/', 'cli/', 'bench/', 'scripts/', 'test/', 'cdk/metrics.ts'],
  },
];

const CDK_PACKAGES = /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)|^node:/;

const within = (path: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** One folder below lib is one part of the program, its own subfolders included. */
const ownFolder = (path: string): string => /^(lib|local)\/[^/]+\//.exec(path)?.[0] ?? folderOf(path);

const isAllowed = (path: string, { of, isType }: Import, { may, mayType = [] }: Rule): boolean => {
  const own = ownFolder(path);
  const isNeighbour = own !== 'lib/' && of.startsWith(own);
  return (
    isNeighbour ||
    within(of, [...may, ...(path.startsWith('lib/') ? PLAIN : [])]) ||
    (isType && within(of, mayType))
  );
};

const packageFault = (path: string, { of }: Import): string | undefined => {
  if (of.startsWith('@aws-sdk/') && path.startsWith('lib/') && !path.startsWith('lib/stores/'))
    return 'only lib/stores may import @aws-sdk in lib';
  if (path.startsWith('cdk/') && !CDK_PACKAGES.test(of)) return 'cdk may import aws-cdk-lib only';
  if (/^(aws-cdk-lib|constructs|cdk-nag)/.test(of) && !/^(test\/)?cdk\//.test(path))
    return 'only cdk may import aws-cdk-lib';
  return undefined;
};

/** Every import that the table does not allow, as `path imports what: why`. */
export const importFaults = (file: SourceFile): readonly string[] => {
  const rule = RULES.find(({ about }) => within(file.path, about));
  if (!rule) return [`${file.path}: no rule says what it may import`];
  return importsOf(file).flatMap((one) => {
    const told = one.isOurs
      ? !isAllowed(file.path, one, rule) && 'the import table does not allow it'
      : packageFault(file.path, one);
    return told ? [`${file.path} imports ${one.of}: ${told}`] : [];
  });
};

const ENVIRONMENT = ['lib/config.ts', 'local/', 'bench/', 'cdk/', 'scripts/', 'test/', 'cli/'];
const VAGUE = /^(utils?|helpers?|common|managers?|services?|misc)$/;
/** One table: a code and its sentences to a row. */
const TABLES = ['lib/reasons.ts'];

const MOST_LINES = 220;
const MOST_LINES_OF_A_LAMBDA = 40;

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const linesFault = ({ path, text }: SourceFile): string | undefined => {
  const lines = text.split('\n').length - 1;
  if (!within(path, ['lib/', 'lambdas/', 'local/', 'cdk/', 'cli/']) || within(path, TABLES)) return undefined;
  const most = path.startsWith('lambdas/') ? MOST_LINES_OF_A_LAMBDA : MOST_LINES;
  return lines > most ? `${lines} lines, at most ${most}` : undefined;
};

/** What a file may not hold, as `path: what`. */
export const textFaults = (file: SourceFile): readonly string[] => {
  const code = withoutComments(file.text);
  const inLib = file.path.startsWith('lib/');
  const faults = [
    /\bprocess\.env\b/.test(code) && !within(file.path, ENVIRONMENT) && 'reads the environment',
    inLib && /\bDate\.now\s*\(/.test(code) && 'asks the clock (Date.now)',
    inLib && /\bnew Date\s*(\(\s*\)|(?![\s\w(]))/.test(code) && 'asks the clock (new Date)',
    inLib && /\bMath\.random\b/.test(code) && 'throws dice (Math.random)',
    file.path.split('/').some((part) => VAGUE.test(part.replace(/(\.test)?\.\w+$/, ''))) &&
      'has a name that says nothing',
    linesFault(file),
  ];
  return faults.flatMap((fault) => (fault ? [`${file.path}: ${fault}`] : []));
};
