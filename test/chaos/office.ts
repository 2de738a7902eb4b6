import { OWNER_ID } from '../../lib/web-connector/identity.ts';
import type { Failure, Processed, QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import {
  type Carry,
  type Reply,
  runSession,
  type SessionReport,
} from '../../local/simulators/web-connector/web-connector.ts';
import { POISON } from './company.ts';
import type { Fate } from './faults.ts';
import { suffer, type Theatre } from './machines.ts';
import type { Plumbline } from './plumbline.ts';
import { MINUTE_MS } from './time.ts';

/** Who may log in from this office. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The bookkeeper's computer: it runs a session when told, and may be switched off in the midst of it. */
export interface Office {
  /** A session is open: QuickBooks lets nobody close the company file, nor put a backup in its place. */
  isOpen(): boolean;
  session(): Promise<SessionReport | 'died'>;
}

const PARSE_ERROR: Failure = {
  hresult: '0x80040400',
  message: 'QuickBooks found an error when parsing the provided XML text stream.',
};

const TROUBLES: readonly Failure[] = [
  {
    hresult: '0x80040402',
    message: 'Unexpected error. Check the qbsdklog.txt file for possible error information.',
  },
  { hresult: '0x80040414', message: 'A modal dialog box is showing in the QuickBooks user interface.' },
  { hresult: '0x80040408', message: 'Could not start QuickBooks.' },
];

/** What a document asks, in a word or two. */
const titleOf = (qbxml: string): string => {
  const names = [...qbxml.matchAll(/<(\w+)Rq[ >]/g)].map(([, name]) => name);
  return names.length > 0 ? [...new Set(names)].join('+') : 'status check';
};

/** A QuickBooks that takes so long (ms) for each object that it writes. */
export type PacedQuickBooks = QuickBooks & { readonly msPerWrite: number };

interface Computer {
  on: boolean;
  switchOff(): void;
}

const LATE_SECONDS = 180;

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** How many objects a document writes. */
const writesIn = (qbxml: string): number => qbxml.match(/<\w+(Add|Mod|Del)Rq[ >]/g)?.length ?? 0;

const createProcess = (
  { stage, faults }: Theatre,
  { process, msPerWrite }: PacedQuickBooks,
  computer: Computer,
) => {
  const perform = async (qbxml: string): Promise<Processed> =>
    qbxml.includes(POISON) && qbxml.includes('AddRq') ? PARSE_ERROR : process(qbxml);

  const met = async (fate: Fate, qbxml: string): Promise<Processed> => {
    if (fate !== 'fail' && fate !== 'lose-answer') return perform(qbxml);
    if (fate === 'lose-answer') await perform(qbxml);
    return stage.chance.pick(TROUBLES);
  };

  return async (qbxml: string): Promise<Processed> => {
    const drawn = await stage.step(`quickbooks is given ${titleOf(qbxml)}`, async () => ({
      value: faults.fateOf('quickbooks', titleOf(qbxml)),
    }));
    if (drawn !== 'go') stage.note(`  ${drawn}`);
    if (msPerWrite > 0) await stage.sleep(msPerWrite * writesIn(qbxml));
    // It is at something else for as long as a session may be silent.
    if (drawn === 'time-out') await stage.sleep(stage.chance.between(10, LATE_SECONDS) * 1000);
    // QuickBooks answers every document once; and it says that something is wrong, it does not throw.
    const fate = drawn === 'double' || drawn === 'time-out' ? 'slow' : drawn;
    return stage.step(`quickbooks ${titleOf(qbxml)}`, async () => {
      const outer = fate === 'fail' || fate === 'lose-answer' ? 'go' : fate;
      return suffer(
        stage,
        outer,
        () => met(fate, qbxml),
        computer.switchOff,
        () => undefined,
      );
    });
  };
};

const TIMED_OUT_MS = 100_000;

/** Carries SOAP calls to the function, over a line that may break. */
const createCarry = ({ stage, faults }: Theatre, plumbline: Plumbline, computer: Computer): Carry => {
  const arrive = async (method: string, body: string): Promise<Reply> => {
    try {
      const {
        statusCode,
        headers,
        body: answer,
      } = await plumbline.webConnector({
        ...{ method: 'POST', query: '', body: Buffer.from(body), contentType: 'text/xml; charset=utf-8' },
        ...{ requestId: method, address: 'https://plumbline.test/qbwc', from: '192.0.2.7' },
      });
      return { status: statusCode, contentType: headers['content-type'] ?? '', cookies: [], body: answer };
    } catch {
      await stage.sleep(stage.chance.between(1, 29) * 1000);
      return { status: 503, contentType: 'application/json', cookies: [], body: '{}' };
    }
  };

  const broken = (): Error => new Error('The underlying connection was closed.');

  return async (method, body) => {
    const fate = await stage.step(`soap ${method}`, async () => ({
      value: faults.fateOf('soap', method),
    }));
    if (fate !== 'go') stage.note(`  ${fate}`);
    const off = (): Promise<Reply> => {
      computer.switchOff();
      return never();
    };
    if (fate === 'kill-before') return off();
    if (fate === 'fail') throw broken();
    if (fate === 'time-out') {
      if (stage.perhaps(2)) await arrive(method, body);
      await stage.sleep(TIMED_OUT_MS);
      throw new Error('The operation has timed out');
    }
    if (fate === 'slow') await stage.sleep(stage.chance.between(1, 60) * 1000);
    const first = await arrive(method, body);
    if (fate === 'kill-after') return off();
    if (fate === 'lose-answer') throw broken();
    return fate === 'double' ? arrive(method, body) : first;
  };
};

export const createOffice = (
  theatre: Theatre,
  plumbline: Plumbline,
  quickbooks: PacedQuickBooks,
  login: Login,
): Office => {
  const { stage } = theatre;
  const open = new Set<Computer>();
  return {
    isOpen: () => open.size > 0,
    session: () => {
      let switchedOff = (): void => undefined;
      const died = new Promise<'died'>((resolve) => {
        switchedOff = () => resolve('died');
      });
      const computer: Computer = {
        on: true,
        switchOff: () => {
          computer.on = false;
          switchedOff();
        },
      };
      const process = createProcess(theatre, quickbooks, computer);
      const session = runSession({
        ...{ url: 'https://plumbline.test/qbwc', appName: 'Plumbline', ownerId: OWNER_ID, ...login },
        quickbooks: { ...quickbooks, process },
        pause: (ms) => stage.sleep(ms),
        clock: () => stage.clock.now().getTime(),
        carry: createCarry(theatre, plumbline, computer),
      });
      open.add(computer);
      return Promise.race([session, died]).finally(() => open.delete(computer));
    },
  };
};

/** The Web Connector's timer: one session after another until it is told to stop. */
export const keepRunning = async (
  { stage }: Theatre,
  office: Office,
  minutes: () => number,
  report: (ending: string) => void,
): Promise<never> => {
  for (;;) {
    await stage.sleep(minutes() * MINUTE_MS);
    const ended = await office.session();
    report(ended === 'died' ? 'died' : ended.ending);
    if (ended === 'died') await stage.sleep(stage.chance.between(1, 10) * MINUTE_MS);
  }
};
