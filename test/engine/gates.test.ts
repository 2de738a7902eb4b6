import { plan } from '../../lib/engine/plan.ts';
import type { Change } from '../../lib/engine/ports.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { projects } from '../../lib/flows/projects.ts';
import { reason } from '../../lib/reasons.ts';
import { fetched, linkNames } from '../flows/given.ts';
import { withConnections } from './connections.ts';
import { bare, facts, order, recordOf, synced } from './records.ts';

const start = withConnections();
const key = { flow: 'projects', id: '9001' };
const vendor = { flow: 'companies', id: '502' };
const project = async (more: object = {}) =>
  recordOf(projects, '9001', { ...(await fetched(projects, '9001')), ...more });
const before = { createdAt: '2025-06-01T12:00:00Z' };
const others = ['companies 502', 'cost-codes 101', 'cost-codes 102'];

describe('a commitment whose project is not decided yet', () => {
  const waitsFor = async (...linked: SyncRecord[]) => {
    const known = new Map(linked.map((record) => [keyText(record), record]));
    return linkNames(plan(commitments, await order(), facts(), known).waitsFor).sort();
  };

  test('waits for the project alone, whatever else is missing', async () => {
    expect(await waitsFor()).toEqual(['projects 9001']);
    expect(await waitsFor(bare(key))).toEqual(['projects 9001']);
    expect(await waitsFor(bare(key), bare(vendor))).toEqual(['projects 9001']);
    const hidden = bare(key, { state: 'failed', reason: reason('not-visible') });
    expect(await waitsFor(hidden)).toEqual(['projects 9001']);
  });

  test('waits for everything that is missing once the project is decided, mapped or not', async () => {
    const blocked = bare(key, { content: {}, state: 'blocked', reason: reason('choose-customer') });
    expect(await waitsFor(blocked)).toEqual([...others, 'projects 9001']);
    expect(await waitsFor(bare(key, { content: {}, state: 'queued' }), synced(vendor))).toEqual([
      'cost-codes 101',
      'cost-codes 102',
      'projects 9001',
    ]);
    expect(await waitsFor(synced(key))).toEqual(others);
  });

  test('says that it waits for the project', async () => {
    expect(plan(commitments, await order(), facts(), new Map()).reason).toEqual(
      reason('blocked-by', { links: 'projects 9001' }),
    );
  });
});

describe('what a commitment asks for', () => {
  const asked = (hints: readonly Change[]) =>
    linkNames(hints.flatMap((hint) => (hint.do === 'fetch' ? [hint.key] : []))).sort();

  test('is the project first, and nothing else while that is undecided', async () => {
    const { tell, known, hints } = start();
    expect(await tell(await order())).toMatchObject({ state: 'blocked', blockedBy: ['projects#9001'] });
    expect(asked(hints)).toEqual(['projects 9001']);
    await tell(await order());
    expect(asked(hints)).toEqual(['projects 9001']);
    expect(await known(key)).toMatchObject({ state: 'wanted', waited: true });
    expect(await known(vendor)).toBeUndefined();
  });

  test('before-start: is never more than the project, and the commitment is skipped with it', async () => {
    const { tell, known, stored, release, hints } = start();
    const po = await order();
    await tell(po);
    hints.splice(0);
    expect(await tell(await project(before))).toMatchObject({ state: 'skipped' });
    await release();
    expect(await stored(po)).toMatchObject({ state: 'skipped', reason: { code: 'before-start' } });
    expect(asked(hints)).toEqual([]);
    expect(await known(vendor)).toBeUndefined();
    expect(await known({ flow: 'cost-codes', id: '101' })).toBeUndefined();
  });

  test('is the rest once the project is known to go, before QuickBooks has it', async () => {
    const { tell, known, stored, release, hints } = start();
    const po = await order();
    await tell(po);
    expect((await tell(await project())).state).toBe('queued');
    await release();
    expect(asked(hints)).toEqual(others);
    expect(await known(vendor)).toMatchObject({ state: 'wanted', waited: true });
    expect((await stored(po)).blockedBy?.toSorted()).toEqual([
      'companies#502',
      'cost-codes#101',
      'cost-codes#102',
      'projects#9001',
    ]);
  });

  test('is the rest also where the project waits for a person: it will go', async () => {
    const { tell, release, hints } = start({ customers: { byProject: {} } });
    await tell(await order());
    expect((await tell(await project())).reason?.code).toBe('choose-customer');
    await release();
    expect(asked(hints)).toEqual(others);
  });

  test('is the rest at once where the project was decided before', async () => {
    const { tell, hints } = start();
    await tell(await project());
    await tell(await order());
    expect(asked(hints)).toEqual(others);
  });
});
