import { OWNER_ID } from './identity.ts';

/** What the .qwc file of a connection says. */
export interface Qwc {
  readonly connection: string;
  /** e.g. `https://abc.execute-api.us-east-1.amazonaws.com`, without a slash at the end. */
  readonly baseUrl: string;
  readonly user: string;
  readonly fileId: string;
  readonly everyMinutes: number;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * The file that a bookkeeper opens on the QuickBooks PC to add this connection to the Web Connector. It
 * holds no password. AppSupport is on the host of AppURL and answers a GET with 200, or the Web Connector
 * refuses the file (QBWC1000, QBWC1003).
 */
export const qwcFile = ({ connection, baseUrl, user, fileId, everyMinutes }: Qwc): string => {
  const elements: [string, string][] = [
    ['AppName', `Plumbline ${connection}`],
    ['AppID', ''],
    ['AppURL', `${baseUrl}/qbwc`],
    ['AppDescription', `Posts what is approved in Procore (${connection})`.slice(0, 80)],
    ['AppSupport', `${baseUrl}/qbwc/support`],
    ['UserName', user],
    ['OwnerID', OWNER_ID],
    ['FileID', fileId],
    ['QBType', 'QBFS'],
    ['Style', 'Document'],
    ['Scheduler', ''],
    ['IsReadOnly', 'false'],
    ['UnattendedModePref', 'umpRequired'],
    ['PersonalDataPref', 'pdpNotNeeded'],
    ['AuthFlags', '0xF'],
    ['AppUniqueName', `Plumbline ${connection}`],
  ];
  const lines = elements.map(([name, value]) =>
    name === 'Scheduler'
      ? `  <Scheduler>\n    <RunEveryNMinutes>${everyMinutes}</RunEveryNMinutes>\n  </Scheduler>`
      : `  <${name}>${escaped(value)}</${name}>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<QBWCXML>\n${lines.join('\n')}\n</QBWCXML>\n`;
};
