import type { RecordKey } from '../flow.ts';

/** Names what a record is, or was, to be marked with in Procore. `hash`: of the object that it is mapped to. */
export interface MarkKey extends RecordKey {
  readonly hash: string;
}

/** A mark to be written into Procore, or what became of it; one for each object that a record is mapped to. */
export interface ProcoreMark extends MarkKey {
  /** What origin_id says: whatever Procore holds of these is ours. */
  readonly originId: string;
  /** When somebody looks at it who was told by no message (ISO); absent: it is written, or refused. */
  readonly due?: string;
  /** How often Procore was in reach and did not take it. */
  readonly tries?: number;
  /** Why Procore did not take it. */
  readonly refused?: string;
}

/** Marks, each an item beside its record, so that many are noted by one write. */
export interface MarkStore {
  /** Consistent; what is not stored is left out. */
  get(connection: string, keys: readonly MarkKey[]): Promise<ProcoreMark[]>;
  /** Without condition. */
  put(connection: string, marks: readonly ProcoreMark[]): Promise<void>;
  remove(connection: string, keys: readonly MarkKey[]): Promise<void>;
  /** By the pending index, oldest first. */
  due(connection: string, now: string, limit: number): Promise<MarkKey[]>;
  /** Every mark that a record ever had; consistent. */
  ofRecord(connection: string, key: RecordKey): Promise<ProcoreMark[]>;
}

/** A hint that something is to be written into Procore. Writes of one project, or of the company, go one after another. */
export type ProcoreWrite =
  | {
      readonly do: 'mark';
      readonly connection: string;
      /** Absent: they belong to the company. */
      readonly project?: string;
      readonly keys: readonly RecordKey[];
    }
  /** Records of import flows that are to be entered, or taken out. */
  | {
      readonly do: 'enter';
      readonly connection: string;
      /** Absent: they belong to the company. */
      readonly project?: string;
      readonly keys: readonly RecordKey[];
    }
  /** Hints for all marks and entries that are due. */
  | { readonly do: 'sweep'; readonly connection: string };

export interface WriteQueue {
  send(writes: readonly ProcoreWrite[]): Promise<void>;
}
