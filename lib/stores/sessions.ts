import type { Cursors } from '../engine/cursors.ts';
import type { OpenBatch, PutDown, Sessions } from '../engine/ports.ts';
import { createArchive } from './archive.ts';
import { type Table, writeItems } from './batches.ts';
import { createDocumentStore } from './documents.ts';

const batchKey = (connection: string, id: string) => ({ pk: connection, sk: `batch#${id}` });
const textKey = (connection: string, id: string) => ({ pk: connection, sk: `text#${id}` });
const answersKey = (connection: string, id: string) => ({ pk: connection, sk: `answers#${id}` });

/**
 * The sessions table: one item for a connection's session, two for each batch written down: its text is
 * read to hand it out, its records to settle the answer. A batch is never changed: its id names one content
 * for ever. A third where its answers are put down, to be settled beside the session.
 */
export const createSessionStore = <S extends { readonly connection: string; readonly rev: number }>(
  on: Table,
): Sessions<S> => {
  const documents = createDocumentStore(on);
  return {
    get: (connection) => documents.get<S & { pk: string; sk: string }>(connection, 'session'),

    save: (session) =>
      documents.put({ ...session, pk: session.connection, sk: 'session' }, { ifRev: session.rev }),

    putBatch: async (connection, batch, xml) => {
      await Promise.all([
        documents.put({ ...batch, ...batchKey(connection, batch.id) }, { ifRev: 0 }),
        documents.put({ xml, ...textKey(connection, batch.id) }, { ifRev: 0 }),
      ]);
    },

    batch: (connection, id) => {
      const { pk, sk } = batchKey(connection, id);
      return documents.get<OpenBatch & { pk: string; sk: string }>(pk, sk);
    },

    batchText: async (connection, id) => {
      const { pk, sk } = textKey(connection, id);
      return (await documents.get<{ xml: string; pk: string; sk: string }>(pk, sk))?.xml;
    },

    archive: createArchive(on),

    cursors: async (connection) =>
      (await documents.get<Cursors & { pk: string; sk: string }>(connection, 'imports')) ?? {
        rev: 0,
        of: {},
      },

    putCursors: async (connection, { rev, of, uncompared }) =>
      (await documents.put({ of, uncompared, pk: connection, sk: 'imports' }, { ifRev: rev })) !== undefined,

    putAnswers: async (connection, id, answers) => {
      await documents.put({ answers, ...answersKey(connection, id) }, { ifRev: 0 });
    },

    answers: (connection, id) => {
      const { pk, sk } = answersKey(connection, id);
      return documents.get<PutDown & { pk: string; sk: string }>(pk, sk);
    },

    noteSettled: async (connection, id, tally) => {
      await documents.put({ tally, ...answersKey(connection, id) }, { ifRev: 1 });
    },

    dropBatch: (connection, id) =>
      writeItems(
        on,
        [batchKey, textKey, answersKey].map((keyOf) => ({ remove: keyOf(connection, id) })),
      ),
  };
};
