import type { Start } from './target.ts';
import { calls } from './targets/calls.ts';
import { charset } from './targets/charset.ts';
import { commandLine } from './targets/command-line.ts';
import { connectionFile } from './targets/connection-file.ts';
import { json } from './targets/json.ts';
import { queueMessages } from './targets/messages.ts';
import { procoreRecords } from './targets/procore-records.ts';
import { qbxmlReader } from './targets/qbxml-reader.ts';
import { sessions } from './targets/sessions.ts';
import { soap } from './targets/soap.ts';
import { webhook } from './targets/webhook.ts';

/** Every way in. */
export const TARGETS: Readonly<Record<string, Start>> = {
  soap,
  calls,
  sessions,
  charset,
  'qbxml-reader': qbxmlReader,
  webhook,
  json,
  'procore-records': procoreRecords,
  'connection-file': connectionFile,
  messages: queueMessages,
  'command-line': commandLine,
};
