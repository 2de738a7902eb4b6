import pMap from 'p-map';
import { attempt } from '../engine/guarded.ts';
import type { RecordStore } from '../engine/ports.ts';
import type { SyncRecord } from '../engine/record.ts';
import { awaitedOf } from '../engine/waking.ts';
import type { ImportFlow } from '../import-flow.ts';
import { stateOf } from '../reasons.ts';
import type { Known, Step } from './decide.ts';

const CONCURRENCY = 16;

/** It, or a part of it, is not entered because what it refers to is nobody's yet. */
const waits = (step: Step): boolean =>
  step.do === 'hold' ? stateOf(step.reason) === 'blocked' : step.do === 'enter' && step.leftOut !== undefined;

/** Notes for whom records wait, so that they are told once that is ours. */
export const noteAwaited = (
  { addWaiters }: Pick<RecordStore, 'addWaiters'>,
  { refs }: ImportFlow<unknown>,
  decided: readonly { readonly record: SyncRecord; readonly step: Step }[],
  { owner }: Known,
): Promise<unknown> =>
  pMap(
    decided.filter(({ step }) => waits(step)),
    async ({ record }) => {
      const all = attempt(
        () => refs(record.content),
        () => [],
      );
      const objects = awaitedOf(all.filter((ref) => !owner(ref)));
      if (objects.length > 0) await addWaiters(record.connection, [{ record, links: objects }]);
    },
    { concurrency: CONCURRENCY },
  );
