import { approve, reject } from '../../lib/admin/approve.ts';
import { readStory } from '../../lib/admin/explain.ts';
import { link } from '../../lib/admin/link.ts';
import { override, retry } from '../../lib/admin/mend.ts';
import { poll } from '../../lib/admin/poll.ts';
import { readPreview } from '../../lib/admin/preview.ts';
import { createUndo } from '../../lib/admin/undo.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, type BuilderOptions, startBuilder } from './builder.ts';
import { partOf, written } from './toy-entries.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const HOUR = 3_600_000;
const mira = { by: 'Mira' };

/** The real flows both ways; QuickBooks has a job that Procore has not, and tells of it. */
const started = async (options: BuilderOptions = {}) => {
  const imports = { jobs: '1h', vendors: '1h', costs: 'never', payments: 'never' } as const;
  const builder = await startBuilder(aws(), {
    imports: importFlows,
    ...options,
    settings: { imports, ...options.settings },
  });
  open.push(builder);
  const { connector, office, company } = builder;
  const trust = office.quickbooks.people.find('Customer', 'Harbor Trust');
  const listId = office.quickbooks.people.add('Customer', 'Pier 9', { ParentRef: { ListID: trust ?? '' } });
  const session = async () => {
    connector.clock.pass(HOUR);
    await visit(connector, office);
    await connector.beat();
    await written(connector);
  };
  await session();
  const key = { flow: 'jobs', id: listId };
  return {
    ...{ ...builder, key, listId, session },
    record: async () => {
      const found = await partOf(connector, `jobs#${listId}`);
      if (!found) throw new Error('QuickBooks did not tell of the job');
      return found;
    },
    named: (name: string) => company.projects.filter(({ record }) => record.name === name),
    /** Jobs of that name in QuickBooks. */
    jobs: () =>
      office.quickbooks
        .books()
        .objects.filter(({ kind, fullName }) => kind === 'Customer' && /Pier/.test(fullName)),
    approved: () => approve(connector.operator, connector.name, key, mira),
  };
};

describe('a job that Procore has no project for', () => {
  test('waits for a word, is shown before, and created once that is given', async () => {
    const { connector, approved, record, named, listId, session, jobs } = await started();
    expect(await record()).toMatchObject({ state: 'awaiting-approval', document: (await record()).hash });
    expect(await readPreview(connector.operator, await record())).toMatchObject({
      ...{ is: 'entry', entry: { of: 'project', originId: listId, name: 'Pier 9' } },
      standing: expect.stringContaining('awaiting-approval'),
    });
    expect(named('Pier 9')).toEqual([]);
    expect(await approved()).toMatchObject({ is: 'done', record: { state: 'queued' } });
    await written(connector);
    const [project] = named('Pier 9');
    const id = String(project?.record.id);
    expect(project?.record.origin_id).toBe(listId);
    expect(await record()).toMatchObject({ state: 'synced', mapping: { type: 'Project', id } });
    const story = await readStory(connector.operator, await record());
    expect(story).toMatchObject({ into: 'procore', needs: [{ flow: 'projects', id, state: 'synced' }] });
    expect(await partOf(connector, `projects#${id}`)).toMatchObject({
      ...{ state: 'synced', mapping: { type: 'Customer', id: listId, created: false }, flags: [] },
    });
    await session();
    await session();
    expect(named('Pier 9')).toHaveLength(1);
    expect(jobs()).toHaveLength(1);
    expect(await partOf(connector, `projects#${id}`)).toMatchObject({ state: 'synced', flags: [] });
  });

  test('is mapped also where the webhook about the new project comes before the answer', async () => {
    const early = { told: false };
    const held: (() => Promise<void>)[] = [];
    const { connector, approved, named, listId, session, jobs, company } = await started({
      wrap: {
        // The function dies between the answer and its note; the webhook is fetched meanwhile.
        records: (inside) => ({
          ...inside,
          save: async (record, before) => {
            if (!early.told && record.flow === 'jobs' && record.mapping) {
              early.told = true;
              await held[0]?.();
              throw new Error('died');
            }
            return inside.save(record, before);
          },
        }),
      },
    });
    held.push(async () => {
      const id = String(company.projects.at(-1)?.record.id);
      connector.changes.take();
      await connector.tell('projects', [id]);
    });
    await approved();
    const hints = connector.writes.take();
    await connector.writes.send(hints);
    await expect(connector.write()).rejects.toThrow('died');
    const id = String(named('Pier 9')[0]?.record.id);
    const mapped = { state: 'synced', mapping: { type: 'Customer', id: listId } };
    expect(await partOf(connector, `projects#${id}`)).toMatchObject(mapped);
    await session();
    expect(jobs()).toHaveLength(1);
    await connector.writes.send(hints);
    await written(connector);
    await session();
    expect(named('Pier 9')).toHaveLength(1);
    expect(jobs()).toHaveLength(1);
    expect(await partOf(connector, `projects#${id}`)).toMatchObject(mapped);
  });

  test('is not linked again once an operator has unlinked the two', async () => {
    const { connector, approved, named, session, record, jobs } = await started();
    await approved();
    await written(connector);
    const id = String(named('Pier 9')[0]?.record.id);
    const project = await partOf(connector, `projects#${id}`);
    if (!project) throw new Error('the project was not fetched');
    await createUndo(connector.operator).unlink(project, 'Mira', 'another pier');
    await connector.tell('projects', [id]);
    await session();
    const rests = { state: 'rejected', reason: { code: 'unlinked' } };
    expect(await partOf(connector, `projects#${id}`)).toMatchObject(rests);
    expect(await record()).toMatchObject({ mapping: { type: 'Project', id } });
    expect([named('Pier 9').length, jobs().length]).toEqual([1, 1]);
  });

  test('rests when it is turned down, until it is another one or somebody changes his mind', async () => {
    const { connector, key, record, named, session, office, approved } = await started();
    const { operator, name } = connector;
    const no = { ...mira, why: 'an old job' };
    expect(await reject(operator, name, key, no)).toMatchObject({ record: { state: 'rejected' } });
    await session();
    await connector.writes.send([{ do: 'enter', connection: name, keys: [key] }]);
    await written(connector);
    expect(await record()).toMatchObject({ state: 'rejected', reason: { code: 'rejected' } });
    expect(await retry(operator, name, key)).toMatchObject({ is: 'refused' });
    office.quickbooks.people.rename(key.id, 'Pier 10');
    await session();
    expect(await record()).toMatchObject({ state: 'awaiting-approval' });
    await approved();
    await written(connector);
    expect(named('Pier 10')).toHaveLength(1);
    expect(named('Pier 9')).toEqual([]);
  });

  test('can be approved, rejected and retried, and nothing else', async () => {
    const { connector, key, record } = await started();
    const { operator, name } = connector;
    const why = expect.stringContaining('It comes from QuickBooks');
    expect(await override(operator, name, key, { name: 'X' })).toMatchObject({ is: 'refused' });
    expect(await link(operator, await record(), { to: { id: '1' }, by: 'Mira' })).toEqual({
      is: 'refused',
      why,
    });
    const undo = createUndo(operator);
    expect(await undo.plan(await record(), false)).toMatchObject({ is: 'refused', why });
    expect(await retry(operator, name, key)).toMatchObject({ record: { state: 'queued' } });
    await written(connector);
    expect(await record()).toMatchObject({ state: 'awaiting-approval' });
  });
});

/** The one project of Procore has the name of the job, and no customer under whom it could be put in. */
const SAME_NAME: BuilderOptions = {
  settings: { customers: { byProject: {} } },
  change: (company) => {
    const [project] = company.projects;
    if (project) Object.assign(project.record, { name: 'Pier 9' });
  },
};

test('a job with the name of a project that is in QuickBooks under no name is linked to it', async () => {
  const { connector, session, record, named, jobs, key } = await started(SAME_NAME);
  for (let sessions = 0; sessions < 3; sessions++) await session();
  const [project] = named('Pier 9');
  const id = String(project?.record.id);
  expect(await partOf(connector, `projects#${id}`)).toMatchObject({
    ...{ state: 'synced', mapping: { type: 'Customer', id: key.id, created: false } },
  });
  expect(await record()).toMatchObject({ state: 'synced', mapping: { type: 'Project', id } });
  expect(named('Pier 9')).toHaveLength(1);
  expect(jobs()).toHaveLength(1);
});

test('a job that is deleted before a session has linked it leaves the project as it was', async () => {
  const { connector, session, named, key, office } = await started(SAME_NAME);
  const id = String(named('Pier 9')[0]?.record.id);
  for (let looks = 0; looks < 3; looks++) {
    if ((await partOf(connector, `projects#${id}`))?.adopting) break;
    await session();
  }
  expect(await partOf(connector, `projects#${id}`)).toMatchObject({ adopting: { own: true } });
  office.quickbooks.people.remove(key.id);
  await session();
  await session();
  const project = await partOf(connector, `projects#${id}`);
  expect(project?.adopting).toBeUndefined();
  expect(project).not.toMatchObject({ state: 'rejected' });
});

test('and is linked too when whoever told the project of it died over the message', async () => {
  let dies = true;
  const { session, record, named } = await started({
    ...SAME_NAME,
    wrap: {
      changes: (inside) => ({
        ...inside,
        send: async (changes, delay) => {
          if (dies && changes.some((change) => change.do === 'replan')) {
            dies = false;
            throw new Error('died');
          }
          return inside.send(changes, delay);
        },
      }),
    },
  });
  let deaths = 0;
  const died = (): void => {
    deaths += 1;
  };
  for (let sessions = 0; sessions < 5; sessions++) await session().catch(died);
  expect(deaths).toBe(1);
  expect(await record()).toMatchObject({
    state: 'synced',
    mapping: { id: String(named('Pier 9')[0]?.record.id) },
  });
});

test('what waits for a job is looked at every hour', async () => {
  const { connector } = await started();
  const { records, name, changes, writes, clock } = connector;
  const at = clock.now().toISOString();
  const blocked = {
    connection: name,
    flow: 'costs',
    id: 'B/J',
    rev: 0,
    source: {},
    state: 'blocked',
  } as const;
  await records.save({
    ...{ ...blocked, into: 'procore', flags: [], generation: 0, attempts: 0, since: at },
  });
  await poll({ flows, imports: importFlows, records, changes, writes }, name);
  expect(writes.take()).toEqual([{ do: 'enter', connection: name, keys: [{ flow: 'costs', id: 'B/J' }] }]);
});

test('two connections with the same ListIDs create each its own', async () => {
  const [one, other] = [await started(), await started()];
  expect(one.listId).toBe(other.listId);
  await one.approved();
  await written(one.connector);
  await written(other.connector);
  expect(one.named('Pier 9')).toHaveLength(1);
  expect(other.named('Pier 9')).toEqual([]);
  expect(await other.record()).toMatchObject({ state: 'awaiting-approval' });
  await other.approved();
  await written(other.connector);
  expect(other.named('Pier 9')).toHaveLength(1);
  expect(one.named('Pier 9')).toHaveLength(1);
});
