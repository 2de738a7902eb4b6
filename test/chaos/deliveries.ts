import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { ProcoreCompany } from '../../local/simulators/procore/data.ts';
import {
  type PayloadVersion,
  type ProcoreEvent,
  payloadOf,
  ulidOf,
} from '../../local/simulators/procore/payload.ts';
import type { Theatre } from './machines.ts';
import type { Plumbline } from './plumbline.ts';
import { MINUTE_MS } from './time.ts';

const VERSIONS: readonly PayloadVersion[] = ['v2.0', 'v3.0', 'v4.0'];
const MOST_TRIES = 3;
const LATEST_SECONDS = 600;

/** Procore's webhooks: some are lost, some come twice, and later ones overtake. */
export const createDeliveries = (
  { stage, faults }: Theatre,
  plumbline: Plumbline,
  company: ProcoreCompany,
  { connection, token }: { connection: string; token: string },
) => {
  const { chance, perhaps } = stage;
  let count = 0;
  let open = 0;

  const post = async (body: string): Promise<boolean> => {
    const event = {
      ...{ pathParameters: { connection }, headers: { authorization: `Bearer ${token}` } },
      ...{ body, isBase64Encoded: false },
    };
    try {
      const answer = await plumbline.webhook(event as unknown as APIGatewayProxyEventV2);
      if (answer.statusCode === 200) return true;
      throw new Error(`a webhook was answered ${answer.statusCode} ${answer.body}`);
    } catch (error) {
      stage.note(`  webhook: ${error}`);
      return false;
    }
  };

  const deliver = async (body: string): Promise<void> => {
    open += 1;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await stage.sleep(chance.between(0, faults.storm ? LATEST_SECONDS : 5) * 1000);
      if (await post(body)) break;
      await stage.sleep(MINUTE_MS);
    }
    open -= 1;
  };

  const emit = (event: ProcoreEvent): void => {
    count += 1;
    const at = stage.clock.now();
    const ulid = ulidOf(at, () => chance.between(0, 999) / 1000);
    const stamp = { ulid, id: 7_000_000_000 + count, at, companyId: company.id, userId: 4_001 };
    const body = payloadOf(chance.pick(VERSIONS), event, stamp);
    if (faults.storm && perhaps(8)) {
      faults.count('webhook lost');
      return;
    }
    const twice = faults.storm && perhaps(8);
    if (twice) faults.count('webhook doubled');
    for (let copy = 0; copy < (twice ? 2 : 1); copy++) void deliver(body);
  };

  return { emit, underWay: () => open };
};

export type Deliveries = ReturnType<typeof createDeliveries>;
