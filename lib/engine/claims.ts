import type { Claim, Flow, RecordKey } from '../flow.ts';
import { type Reason, reason } from '../reasons.ts';
import { contextOf, type Facts, objectClaim } from './plan.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface ClaimDeps {
  readonly records: RecordStore;
  readonly flowOf: (name: string) => Flow<unknown>;
}

const same = (a: RecordKey, b: RecordKey): boolean => a.flow === b.flow && a.id === b.id;

const LOST: Readonly<Record<Claim['lost'], (shown: string, holder: string) => Reason>> = {
  'name-taken': (name, holder) => reason('name-taken', { name, holder }),
  'number-taken': (number, holder) => reason('number-taken', { number, holder }),
  'posted-already': (_, holder) => reason('posted-already', { holder }),
};

/** A name or number belongs to one record of the connection, for as long as that record uses it. */
export const createClaims = ({ records, flowOf }: ClaimDeps) => {
  /** As QuickBooks has it now, or as it is about to be: a record that is being renamed holds both names. */
  const stillUses = (holder: SyncRecord, claim: Claim, facts: Facts): boolean => {
    const { mapping, state, content } = holder;
    if (mapping && (mapping.name.toLowerCase() === claim.value || objectClaim(mapping).value === claim.value))
      return true;
    if (content === undefined || !(mapping || ['queued', 'awaiting-approval'].includes(state))) return false;
    const claims = flowOf(holder.flow).claims(content, contextOf(holder, facts, new Map()));
    return claims.some(({ kind, value }) => kind === claim.kind && value === claim.value);
  };

  /** The holder that keeps a claim from this record, if any. */
  const win = async (
    facts: Facts,
    record: RecordKey & Pick<SyncRecord, 'connection'>,
    claim: Claim,
  ): Promise<SyncRecord | undefined> => {
    const holder = await records.claim(record.connection, claim, record);
    if (same(holder, record)) return undefined;
    const held = (await records.get(record.connection, [holder])).get(keyText(holder));
    if (held && stillUses(held, claim, facts)) return held;
    const taken = await records.takeClaim(record.connection, claim, record, holder);
    return taken ? undefined : win(facts, record, claim);
  };

  /** Why this record may not have what it claims; undefined when all of it is won. */
  const lostClaim = async (
    facts: Facts,
    record: SyncRecord,
    claims: readonly Claim[],
  ): Promise<Reason | undefined> => {
    for (const claim of claims) {
      const holder = await win(facts, record, claim);
      if (!holder) continue;
      const told = `${holder.flow} ${holder.title ?? holder.id}`;
      return LOST[claim.lost](claim.shown, told);
    }
    return undefined;
  };

  return { win, lostClaim };
};
