import type { OpenBatch, Sessions } from '../engine/ports.ts';
import type { Table } from './batches.ts';
import { createDocumentStore } from './documents.ts';

const batchKey = (connection: string, id: string) => ({ pk: connection, sk: `batch#${id}` });

/**
 * The sessions table: one item for a connection's session, one for each batch written down. A batch is
 * never changed: its id names one content for ever.
 */
export const createSessionStore = <S extends { readonly connection: string; readonly rev: number }>(
  on: Table,
): Sessions<S> => {
  const documents = createDocumentStore(on);
  return {
    get: (connection) => documents.get<S & { pk: string; sk: string }>(connection, 'session'),

    save: (session) =>
      documents.put({ ...session, pk: session.connection, sk: 'session' }, { ifRev: session.rev }),

    putBatch: async (connection, batch) => {
      await documents.put({ ...batch, ...batchKey(connection, batch.id) }, { ifRev: 0 });
    },

    batch: (connection, id) => {
      const { pk, sk } = batchKey(connection, id);
      return documents.get<OpenBatch & { pk: string; sk: string }>(pk, sk);
    },

    dropBatch: async (connection, id) => {
      const { pk, sk } = batchKey(connection, id);
      await documents.remove(pk, sk, { ifRev: 1 });
    },
  };
};
