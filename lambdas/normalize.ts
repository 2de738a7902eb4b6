import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { createNormalize } from '../lib/engine/normalize.ts';
import { importFlows as imports } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { log, now, stores } from './deps.ts';
import { once } from './once.ts';
import { procoreOf } from './procore.ts';
import { telling } from './telling.ts';
import { createWorkOff } from './work-off.ts';

const workOff = once(() => {
  const { deadLetters } = stores();
  const normalize = createNormalize({ flows, imports, ...stores(), now, procore: procoreOf });
  return createWorkOff({ normalize, deadLetters, now, log });
});

/** Takes hints about changed records from the queue `changes`. */
export const handler = middy(telling((event: SQSEvent) => workOff()(event)));
