import type { SyncRecord } from '../../lib/engine/record.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import type { Every, Settings } from '../../lib/settings.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createMarkStore } from '../../lib/stores/marks.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createSessionStore } from '../../lib/stores/sessions.ts';
import { hashPassword } from '../../lib/web-connector/password.ts';
import type { Session } from '../../lib/web-connector/session.ts';
import { hashToken } from '../../lib/webhook/tokens.ts';
import type { LocalAws } from '../../local/aws.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { createChanges } from '../../local/simulators/procore/changes.ts';
import { createLogin } from '../../local/simulators/procore/login.ts';
import { createAnswers } from '../../local/simulators/procore/start.ts';
import { createQuickBooks, type QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import { createApprover } from './approver.ts';
import { createBackups, createOperator } from './backups.ts';
import { createBookkeepers } from './bookkeepers.ts';
import { type Contractor, CUSTOMER, RETAINAGE } from './company.ts';
import { createHands } from './deeds.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { isImport } from './import-verdict.ts';
import type { Theatre } from './machines.ts';
import { createOffice } from './office.ts';
import { CARD, createOwnEntries, OTHER_CUSTOMER, WAGES, WAGES_CODE } from './own-entries.ts';
import { createOwnPayments } from './own-payments.ts';
import { createPcClock } from './pc-clock.ts';
import { createProcoreUsers } from './people.ts';
import { ANSWERS, CHANGES, CLIENT, createPlumbline, type Ground, WRITES } from './plumbline.ts';
import { createProjectTeam } from './project-team.ts';
import { createQueues } from './queues.ts';
import { createUndoer, isUndone } from './undoer.ts';
import type { Outcome } from './verdict.ts';

const NAME = 'chaos';
const PASSWORD = 'correct horse';
const TOKEN = 'token-of-chaos';
/** Hashed at the least cost: a storm signs in hundreds of times. */
const HASH = hashPassword(PASSWORD, Buffer.alloc(16, 1), 2);
const FILE_ID = '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}';
const START_DATE = '2026-01-01';

const openBooks = ({ people }: QuickBooks): void => {
  people.add('Account', 'Income', { AccountType: 'Income' });
  people.add('Account', 'Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('Account', 'Checking', { AccountType: 'Bank' });
  people.add('ItemService', RETAINAGE, { SalesOrPurchase: { AccountRef: 'Costs' } });
  people.add('Customer', CUSTOMER);
  people.add('Customer', OTHER_CUSTOMER);
  people.add('Account', CARD, { AccountType: 'CreditCard' });
  people.add('Account', WAGES, { AccountType: 'Expense' });
};

/** What a run plays beside its contractor. */
export interface Play {
  /** Flows whose records are marked in Procore. */
  readonly marked: readonly string[];
  /** How often QuickBooks is read. */
  readonly imports: Every;
  /** How long QuickBooks is at each object that it writes; then batches are small, and settled beside the session. */
  readonly msPerWrite?: number;
}

const settingsOf = (companyId: string, { marked, imports: every }: Play): Settings => ({
  ...US_SETTINGS,
  ...{ name: NAME, startDate: START_DATE, webConnector: { user: NAME, companyFile: '', everyMinutes: 5 } },
  procore: { ...US_SETTINGS.procore, companyId, clientId: CLIENT.clientId },
  customers: { default: CUSTOMER, byProject: {} },
  accounts: { income: 'Income', expense: 'Costs', bank: 'Checking', byPrefix: [] },
  ...{ retainageItem: RETAINAGE, off: [] },
  markProcore: Object.fromEntries(flows.map(({ name }) => [name, marked.includes(name)])),
  taxCodes: { byProcoreTaxCode: {}, byVendor: {}, byProject: {} },
  imports: { jobs: every, vendors: every, costs: every, payments: every },
  journalCodes: { [WAGES]: WAGES_CODE },
});

/** Later than anything that is due. */
const FOREVER = '9999';

const isToApprove = (record: SyncRecord): boolean => isImport(record) && record.state === 'awaiting-approval';

type Users = ReturnType<typeof createProcoreUsers>;
type ProjectTeam = ReturnType<typeof createProjectTeam>;

const deedsIn = (users: Users, team: ProjectTeam) => ({
  versions: new Map([...users.versions, ...team.versions]),
  withdrawn: new Set([...users.withdrawn, ...team.withdrawn]),
  removed: new Set([...users.removed, ...team.removed]),
  failed: team.failed,
});

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A contractor with Procore, QuickBooks and Plumbline between them, on one stage. Nothing moves yet. */
export const createWorld = async (
  theatre: Theatre,
  aws: LocalAws,
  prefix: string,
  contractor: Contractor,
  play: Play,
) => {
  const { stage } = theatre;
  const { now } = stage.clock;
  const { company } = contractor;
  const table = (name: string) => ({ client: aws.dynamo, table: `${prefix}${name}` });
  const connections = createConnectionStore(table('connections'));
  const records = createRecordStore(table('records'));
  const marks = createMarkStore(table('records'));
  const sessions = createSessionStore<Session>(table('sessions'));
  const settings = settingsOf(String(company.id), play);
  await connections.apply(NAME, { settings, fileId: FILE_ID, webhookTokens: [hashToken(TOKEN)] });
  await connections.setUser(NAME, NAME, HASH);

  const random = () => stage.chance.between(0, 999_999) / 1_000_000;
  const login = createLogin([CLIENT], now, random);
  const rateLimit = { perTenSeconds: 60, perHour: 3_600 };
  const queues = createQueues(stage);
  // What Plumbline writes into Procore comes back as webhooks, as everybody's changes do.
  const procore = createAnswers({ companies: [company], rateLimit }, login, now, (_, event) =>
    deliveries.emit(event),
  );
  const ground: Ground = { dynamo: aws.dynamo, prefix, queues, procore };
  const plumbline = createPlumbline(theatre, ground);
  const deliveries: Deliveries = createDeliveries(theatre, plumbline, company, {
    connection: NAME,
    token: TOKEN,
  });
  const pc = createPcClock(theatre);
  const quickbooks = createQuickBooks({ now: pc.now, recoveryWithoutRets: stage.perhaps(3) });
  openBooks(quickbooks);
  const changes = createChanges(company, now, deliveries.emit);
  const users = createProcoreUsers(theatre, contractor, changes);
  const team = createProjectTeam(theatre, contractor, changes);
  const hands = createHands();
  const bookkeepers = createBookkeepers(theatre, quickbooks, hands);
  const numbers = new Set(contractor.invoices.map(({ number }) => number));
  const payments = createOwnPayments(theatre, quickbooks, hands, ({ refNumber }) => numbers.has(refNumber));
  const names = company.vendors.map(({ name }) => String(name)).filter((name) => name.length <= 41);
  const own = createOwnEntries(theatre, quickbooks, names);
  const approver = createApprover(theatre, ground, NAME);
  const undoer = createUndoer(theatre, ground, NAME, hands);
  const newest = async () => (await connections.get(NAME))?.canaries?.[0]?.id;
  const operator = createOperator(theatre, ground, NAME);
  const { msPerWrite = 0 } = play;
  const paced = { ...quickbooks, msPerWrite };
  const office = createOffice(theatre, plumbline, paced, { user: NAME, password: PASSWORD });
  const backups = createBackups(theatre, quickbooks, hands, newest, office.isOpen);

  const allRecords = async () => {
    const all = [];
    for (const { name } of [...flows, ...importFlows])
      for await (const record of records.list(NAME, name)) all.push(record);
    return all;
  };

  const outcome = async (): Promise<Outcome> => ({
    contractor,
    deeds: { ...hands.hands, ...deedsIn(users, team) },
    marked: play.marked,
    own: { jobs: own.jobs, vendors: own.vendors },
    books: quickbooks.books(),
    records: await allRecords(),
    session: await sessions.get(NAME),
    deadLetters: queues.dead.length,
  });

  /** Whether anything will still happen by itself. */
  const isBusy = async (): Promise<boolean> => {
    if ([CHANGES, WRITES, ANSWERS].some((queue) => queues.count(queue) > 0)) return true;
    if (deliveries.underWay() > 0) return true;
    const look = async () => ({
      value: {
        ...(await outcome()),
        due: await marks.due(NAME, FOREVER, 1),
        wish: (await connections.get(NAME))?.importWish,
      },
    });
    const { records: all, session, due, wish } = await stage.step('operator looks', look);
    if (due.length > 0 || wish || all.some(isToApprove) || all.some(isUndone)) return true;
    const open = session?.doubt ?? (session?.phase === 'over' ? undefined : session?.open);
    return open !== undefined || all.some(({ state }) => state === 'queued' || state === 'wanted');
  };

  return {
    ...{ isBusy, settings, queues, plumbline, deliveries, quickbooks, users, team, bookkeepers },
    ...{ backups, operator, office, own, payments, approver, undoer, pc },
    clock: () => plumbline.clock(NAME),
    revokeTokens: login.revokeAll,
    outcome,
  };
};
