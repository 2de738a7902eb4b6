/** What the Web Connector shows a user when a step fails. */
export interface QbwcError {
  /** e.g. `QBWC1042`. */
  readonly code: string;
  readonly message: string;
}

export type Method =
  | 'serverVersion'
  | 'clientVersion'
  | 'authenticate'
  | 'sendRequestXML'
  | 'receiveResponseXML'
  | 'connectionError'
  | 'getLastError'
  | 'closeConnection';

const CALL_CODES: Readonly<Record<Method, string>> = {
  // A failing serverVersion is only logged; the code is never shown.
  serverVersion: 'QBWC1013',
  clientVersion: 'QBWC1036',
  authenticate: 'QBWC1012',
  sendRequestXML: 'QBWC1041',
  receiveResponseXML: 'QBWC1042',
  getLastError: 'QBWC1043',
  closeConnection: 'QBWC1044',
  connectionError: 'QBWC1045',
};

/** The error of a call that failed, in whatever way. */
export const callError = (method: Method, why: string): QbwcError => ({
  code: CALL_CODES[method],
  message: `${CALL_CODES[method]}: ${method} failed. ${why}`,
});

/** Any other error by its code. */
export const qbwcError = (code: string, why: string): QbwcError => ({ code, message: `${code}: ${why}` });
