import { Duration, Validations } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface Queues {
  readonly changes: Queue;
  readonly procoreWrites: Queue;
  readonly answers: Queue;
  /** Where the messages of each queue end that nobody could process. */
  readonly dead: { readonly changes: Queue; readonly procoreWrites: Queue };
}

/** Timeout of the functions that drain the queues; the queues' visibility follows from it. */
export const DRAIN_TIMEOUT = Duration.minutes(2);

// AWS's advice for a queue that feeds a function: six times its timeout, so that a batch that waits for
// a free instance is not handed out twice.
const VISIBILITY = Duration.minutes(6 * DRAIN_TIMEOUT.toMinutes());
const RECEIVES_BEFORE_DEAD = 5;

const SAFE = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
};
const FIFO = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

const NO_DEAD_LETTERS =
  'A message says sooner what the next call of the session finds out and does by itself: losing one loses nothing.';

const answersQueue = (scope: Construct): Queue => {
  const queue = new Queue(scope, 'Answers', {
    ...SAFE,
    retentionPeriod: Duration.hours(1),
    visibilityTimeout: VISIBILITY,
  });
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: NO_DEAD_LETTERS });
  return queue;
};

/**
 * `changes` and `procore-writes.fifo`, each with its dead-letter queue, and `answers`. Export queues are no part of the
 * stack.
 */
export const addQueues = (scope: Construct): Queues => {
  const dead = {
    changes: new Queue(scope, 'ChangesDead', SAFE),
    procoreWrites: new Queue(scope, 'ProcoreWritesDead', { ...SAFE, fifo: true }),
  };
  const guarded = (queue: Queue) => ({
    ...SAFE,
    visibilityTimeout: VISIBILITY,
    deadLetterQueue: { queue, maxReceiveCount: RECEIVES_BEFORE_DEAD },
  });
  return {
    changes: new Queue(scope, 'Changes', guarded(dead.changes)),
    procoreWrites: new Queue(scope, 'ProcoreWrites', { ...guarded(dead.procoreWrites), ...FIFO }),
    answers: answersQueue(scope),
    dead,
  };
};

/** Begins the name of every queue that is made when a connection is applied; see lib/stores/queues.ts. */
export const QUEUE_PREFIX = 'plumbline-';

/** The names of all export queues, as a policy matches them. */
export const EXPORT_QUEUES = `${QUEUE_PREFIX}exports-*`;
