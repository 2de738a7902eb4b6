import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { createSettling } from '../lib/web-connector/settling.ts';
import { log } from './deps.ts';
import { once } from './once.ts';
import { createSettleOff } from './settle-off.ts';
import { telling } from './telling.ts';
import { createWorking } from './working.ts';

const settleOff = once(() => createSettleOff({ ...createSettling({ ...createWorking(), log }), log }));

/** Settles write batches while QuickBooks is at the next one; told of them by the queue `answers`. */
export const handler = middy(telling((event: SQSEvent) => settleOff()(event)));
