import { type QbwcError, qbwcError } from './qbwc-error.ts';
import { type Qwc, type ReadQwc, readQwc } from './qwc.ts';
import type { SessionOptions } from './session-types.ts';

/** The company file of an application, as far as adding it needs one. */
export interface Stampable {
  readonly people: { stamp(ownerId: string, fileId: string): boolean };
}

const visit = async (name: string, url: string): Promise<QbwcError | undefined> => {
  try {
    const { status } = await fetch(url, { redirect: 'follow' });
    return status === 200 || status === 202
      ? undefined
      : qbwcError(name === 'AppSupport' ? 'QBWC1003' : 'QBWC1048', `${name} answered ${status}.`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return qbwcError(name === 'AppSupport' ? 'QBWC1004' : 'QBWC1048', `${name} cannot be reached: ${why}`);
  }
};

/** The pages that are fetched when an application is added: its support page, and its certificate's or its own URL. */
export const visitUrls = async ({ elements }: Qwc): Promise<QbwcError | undefined> =>
  (await visit('AppSupport', elements.AppSupport ?? '')) ??
  (await visit('CertURL', elements.CertURL ?? elements.AppURL ?? ''));

/** How sessions of an application sign in; its password is in no file. */
export const signInOf = ({
  elements,
}: Qwc): Pick<SessionOptions, 'url' | 'user' | 'ownerId' | 'appName'> => ({
  ...{ url: elements.AppURL ?? '', user: elements.UserName ?? '' },
  ...{ ownerId: elements.OwnerID ?? '', appName: elements.AppName ?? '' },
});

/** Adds an application: reads its file, visits its pages, and stamps the company file with its FileID. */
export const addApplication = async (xml: string, company: Stampable): Promise<ReadQwc> => {
  const read = readQwc(xml);
  if ('refused' in read) return read;
  const refused = await visitUrls(read.qwc);
  if (refused) return { refused };
  return company.people.stamp(read.qwc.OwnerID, read.qwc.FileID)
    ? read
    : { refused: qbwcError('QBWC1039', 'Unique OwnerID/FileID pair value required.') };
};
