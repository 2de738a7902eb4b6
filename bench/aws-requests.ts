import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Requests to AWS: how many of each kind, and for how long at least one was under way. */
export interface AwsRequests {
  /** Notes that a request has left; call what it gives when the answer has arrived. Once is enough. */
  begin(kind: string): () => void;
  /**
   * Milliseconds during which at least one request was in flight: the union of their times, not the sum.
   * Thirty-two writes at once that take 20 ms are 20 ms of waiting, since no handler waits longer than that.
   */
  awaitedMs(): number;
  /** Requests by kind so far. A batched one counts once, a repetition by the SDK once more. */
  counts(): Readonly<Record<string, number>>;
}

/** `clock` in milliseconds. */
export const createAwsRequests = (clock: () => number): AwsRequests => {
  const counts = new Map<string, number>();
  let inFlight = 0;
  let since = 0;
  let awaited = 0;
  return {
    begin: (kind) => {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (inFlight === 0) since = clock();
      inFlight += 1;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        inFlight -= 1;
        if (inFlight === 0) awaited += clock() - since;
      };
    },
    awaitedMs: () => awaited + (inFlight > 0 ? clock() - since : 0),
    counts: () => Object.fromEntries(counts),
  };
};

interface Arriving {
  once(event: 'end' | 'close', then: () => void): Arriving;
}

const isArriving = (body: unknown): body is Arriving =>
  typeof (body as Partial<Arriving> | undefined)?.once === 'function';

/** From the last byte sent to the last byte received: signing, writing and parsing are our own time. */
const timed =
  (requests: AwsRequests, service: string) =>
  <Args, Answer extends { response: unknown }>(
    next: (args: Args) => Promise<Answer>,
    { commandName = 'unknown' }: { commandName?: string },
  ) =>
  async (args: Args): Promise<Answer> => {
    const end = requests.begin(`${service} ${commandName.replace(/Command$/, '')}`);
    try {
      const answer = await next(args);
      const { body } = answer.response as { body?: unknown };
      if (isArriving(body)) body.once('end', end).once('close', end);
      else end();
      return answer;
    } catch (error) {
      end();
      throw error;
    }
  };

/** Innermost of all: what comes after it is the network. */
const innermost = { step: 'deserialize', priority: 'low', name: 'benchmark' } as const;

/** Counts every request that these clients make from now on. */
export const watchClients = (
  requests: AwsRequests,
  { dynamo, sqs }: { dynamo: DynamoDBDocumentClient; sqs: SQSClient },
): void => {
  dynamo.middlewareStack.add(timed(requests, 'DynamoDB'), innermost);
  sqs.middlewareStack.add(timed(requests, 'SQS'), innermost);
};
