import { findingsTable } from '../../cli/drift.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { writeOutputs } from '../outputs.ts';
import { marksIn } from '../sample/marks.ts';
import { readBooks } from '../sample/read-books.ts';
import type { SessionReport } from '../simulators/web-connector/web-connector.ts';
import { approveOnEnter } from './approve.ts';
import { billBeside } from './bill-beside.ts';
import { differences } from './check.ts';
import { lifeDifferences } from './check-life.ts';
import { tellAll } from './events.ts';
import { driftIn, LIFE, type LifeStep, live } from './life.ts';
import { createProgress, type Stage, TITLE_WIDTH } from './progress.ts';
import { flagsTable, reasonsTable, statesTable } from './report.ts';
import { settleDown } from './settle-down.ts';
import { sideBySide } from './side-by-side.ts';
import { importedIn, recordsOf } from './states.ts';
import { DATA_DIR, startWorld, type World } from './world.ts';

const say = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};

const stagesOf = (world: World): Stage[] => {
  const { procore, plumbline, branches } = world;
  const records = async (): Promise<SyncRecord[]> =>
    (await Promise.all(branches.map(({ connection }) => recordsOf(plumbline, connection)))).flat();
  const countOf = (all: readonly SyncRecord[], ...states: string[]): number =>
    all.filter(({ state }) => states.includes(state)).length;
  return [
    {
      title: 'Procore webhooks delivered',
      count: () => {
        const { log } = procore.webhooks;
        return { done: log.filter(({ status }) => status === 'delivered').length, of: log.length };
      },
    },
    {
      title: 'Records fetched and decided',
      count: async () => {
        const all = await records();
        return { done: all.length - countOf(all, 'wanted'), of: all.length };
      },
    },
    {
      title: 'Records in QuickBooks',
      count: async () => {
        const all = await records();
        return { done: countOf(all, 'synced'), of: countOf(all, 'synced', 'queued', 'wanted') };
      },
    },
  ];
};

const showResult = async (world: World): Promise<void> => {
  for (const branch of world.branches) {
    const { sample, connection } = branch;
    const records = await recordsOf(world.plumbline, connection);
    const imported = await importedIn(world.plumbline, connection);
    say(`\n${sample.quickbooks.companyName} (connection ${connection}, ${sample.quickbooks.country})`);
    say(statesTable([...records, ...imported]));
    const { data } = world.procore.company(sample.settings.procore.companyId);
    say(`${marksIn(data, records).marked} of them carry QuickBooks' ids in Procore.`);
    say(reasonsTable([...records, ...imported]));
    const flags = flagsTable([...records, ...imported]);
    if (flags) say(flags);
    const report = await driftIn(world, branch);
    say(`What people changed in QuickBooks, as the comparison of both sides tells it:`);
    if (report) say(findingsTable(report.findings));
  }
  const [first] = world.branches;
  if (!first) return;
  const books = readBooks(first.quickbooks.books());
  say(`\nOne of them\n${sideBySide(first.sample, books)}`);
  say(`\nAnd an invoice\n${billBeside(first.sample, books)}`);
};

const showAddresses = async ({ plumbline, procore, branches }: World): Promise<void> => {
  await writeOutputs(DATA_DIR, plumbline);
  say('\nStill serving, and each Web Connector asks every second:');
  say(`  Procore (simulated)    ${procore.url}`);
  say(`  Web Connector (SOAP)   ${plumbline.url}/qbwc`);
  for (const { webhook } of branches)
    say(`  webhook                ${webhook.url}  Authorization: Bearer ${webhook.token}`);
  const [{ connection } = { connection: '' }] = branches;
  say('\nAsk it from another terminal:');
  for (const asked of [`status ${connection}`, `explain ${connection} commitments SC-906`])
    say(`  npm run plumbline -- ${asked} --outputs ${DATA_DIR}/outputs.json`);
};

const workOff = async (world: World): Promise<void> => {
  for (const { sample } of world.branches) tellAll(world.procore, sample);
  await settleDown(world);
};

const tellStep = (step: LifeStep): void => say(`${LIFE[step].padEnd(TITLE_WIDTH)} done`);

/** Seconds with one decimal. */
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

/**
 * The main job over the sample contractors, start to end, checked against their independent expectation.
 * Gives the exit code: 0 when the books are exactly as expected. Without `once` it keeps serving.
 */
export const runDemo = async ({
  once,
  port,
}: {
  once: boolean;
  port?: number;
}): Promise<number | undefined> => {
  const began = performance.now();
  const reports: SessionReport[] = [];
  const crashes: unknown[] = [];
  say('Plumbline: two sample contractors, simulated Procore and QuickBooks, embedded AWS services.\n');
  const world = await startWorld({
    port,
    onSession: (report) => reports.push(report),
    onCrash: (error) => crashes.push(error),
  });
  await createProgress(stagesOf(world)).during(workOff(world));
  const inBooks = await differences(world);
  const played = await live(world, tellStep);
  const found = [...inBooks, ...(await lifeDifferences(world, played))];
  const took = seconds(began);
  await showResult(world);
  const soapCalls = reports.reduce((sum, { calls }) => sum + calls.length, 0);
  const working = reports.filter(({ documents }) => documents > 1).length;
  say(
    `\n${took} s, ${soapCalls} SOAP calls in ${reports.length} sessions (${working} had work), ${world.procore.requests.length} Procore requests.`,
  );
  for (const crash of crashes)
    say(`A function failed: ${crash instanceof Error ? crash.stack : String(crash)}`);
  if (found.length === 0) say('Procore and QuickBooks are exactly as expected.');
  else say(`They differ from what is expected:\n${found.map((line) => `  ${line}`).join('\n')}`);
  const code = found.length === 0 && crashes.length === 0 ? 0 : 1;
  if (once) {
    await world.close();
    return code;
  }
  await showAddresses(world);
  approveOnEnter(world, say);
  return undefined;
};
