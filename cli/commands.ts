import { approve, reject } from './approve.ts';
import type { Commands } from './arguments.ts';
import { batch, batches } from './batches.ts';
import { connect } from './connect.ts';
import { deadLetters } from './dead-letters.ts';
import { drift } from './drift.ts';
import { explain } from './explain.ts';
import { hooks } from './hooks.ts';
import { importNow } from './import.ts';
import { adopt, link } from './link.ts';
import { match } from './match.ts';
import { override, retry } from './mend.ts';
import { preview } from './preview.ts';
import { rebuild } from './rebuild.ts';
import { reconcile } from './reconcile.ts';
import { records } from './records.ts';
import { redrive } from './redrive.ts';
import { restored } from './restored.ts';
import { status } from './status.ts';
import { undo, unlink } from './undo.ts';

/** What `npm run plumbline` knows, in the order of its help. */
export const COMMANDS: Commands = {
  connect,
  hooks,
  status,
  records,
  explain,
  preview,
  approve,
  reject,
  retry,
  override,
  undo,
  match,
  link,
  unlink,
  adopt,
  import: importNow,
  reconcile,
  drift,
  batches,
  batch,
  'dead-letters': deadLetters,
  redrive,
  rebuild,
  restored,
};
