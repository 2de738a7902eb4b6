/** Why QuickBooks could not be asked, or refused a whole message set unread. Changes no record by itself. */
export interface ConnectionTrouble {
  /** `0x` and eight upper-case hexadecimal digits; as it came when it is no HRESULT. */
  readonly code: string;
  readonly meaning: string;
  /** What the person at the QuickBooks computer does about it. */
  readonly cure: string;
  /** QuickBooks could not parse the set and will not parse it next time: split it. */
  readonly setRefused: boolean;
}

const closeDialogs = 'Close every open window and question in QuickBooks, then update again.';
const openFile = 'Open the right company file in QuickBooks, or close QuickBooks, then update again.';
const permit =
  'Log in to QuickBooks as Admin in single-user mode, open Edit, Preferences, Integrated Applications, and allow this application.';
const restart = 'Close QuickBooks, open it again with the company file, then update again.';

const troubles: Readonly<Record<string, { meaning: string; cure: string }>> = {
  '0x80040400': {
    meaning: 'QuickBooks could not parse the request.',
    cure: 'Nothing to do in QuickBooks: the request is split until the record that it refuses stands alone.',
  },
  '0x80040401': { meaning: 'QuickBooks could not be reached.', cure: restart },
  '0x80040402': {
    meaning: 'QuickBooks met an unexpected error.',
    cure: `${restart} If it comes again, qbsdklog.txt on that computer says more.`,
  },
  '0x80040408': { meaning: 'QuickBooks could not be started.', cure: restart },
  '0x80040409': {
    meaning: 'The company file belongs to another version of QuickBooks.',
    cure: 'Open the company file in the QuickBooks version that it was last updated to.',
  },
  '0x8004040A': { meaning: 'Another company file is open in QuickBooks.', cure: openFile },
  '0x8004040D': {
    meaning: 'The session with QuickBooks ended by itself.',
    cure: 'Nothing to do: the next update goes on where this one ended.',
  },
  '0x80040410': {
    meaning: 'The company file is open in another mode (single-user or multi-user) than asked for.',
    cure: 'Switch QuickBooks to the mode that the Web Connector asks for, usually multi-user.',
  },
  '0x80040414': { meaning: 'A dialog in QuickBooks waits for an answer.', cure: closeDialogs },
  '0x80040416': { meaning: 'QuickBooks is not running and no company file was named.', cure: openFile },
  '0x80040418': { meaning: 'This application was never authorized for the company file.', cure: permit },
  '0x8004041A': { meaning: 'This application has no permission for the company file.', cure: permit },
  '0x8004041D': {
    meaning: 'This application may not log in while QuickBooks is closed.',
    cure: 'Open QuickBooks with the company file, or allow the application to log in automatically under Integrated Applications.',
  },
  '0x80040420': { meaning: 'The QuickBooks user denied access.', cure: permit },
  '0x80040422': {
    meaning: 'QuickBooks wants single-user mode for this.',
    cure: 'Switch to single-user mode (File menu), update once, then switch back.',
  },
  '0x80040438': {
    meaning: 'Several copies of QuickBooks run on that computer.',
    cure: 'End the extra QBW.EXE or QBW32.EXE in the Task Manager, or restart the computer, then update again.',
  },
  '0x80040154': {
    meaning: 'The part of QuickBooks that takes requests is not installed.',
    cure: 'Repair the QuickBooks installation and install the current Web Connector.',
  },
  // Windows' own words for a server process that is gone.
  '0x800706BA': { meaning: 'QuickBooks went away during the update.', cure: restart },
  '0x800706BE': { meaning: 'QuickBooks went away during the update.', cure: restart },
};

const hexadecimal = (code: number): string => `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;

const normalized = (hresult: string): string => {
  const given = hresult.trim();
  if (/^(0x)?[0-9a-f]{8}$/i.test(given)) return hexadecimal(Number.parseInt(given.replace(/^0x/i, ''), 16));
  return /^-?\d{1,10}$/.test(given) ? hexadecimal(Number(given)) : given;
};

/** What an HRESULT of the Web Connector means; hexadecimal with or without 0x, decimal signed or not. */
export const connectionTrouble = (hresult: string): ConnectionTrouble => {
  const code = normalized(hresult);
  const known = troubles[code] ?? {
    meaning: `The Web Connector reported ${code}.`,
    cure: `${restart} The Web Connector's log says more.`,
  };
  return { code, ...known, setRefused: code === '0x80040400' };
};
