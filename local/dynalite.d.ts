declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** DynamoDB over LevelDB: on disk under `path`, else in memory. */
  const dynalite: (options: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }) => Server;
  export default dynalite;
}
