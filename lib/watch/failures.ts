import { ProcoreFailure } from '../procore/procore.ts';

/** These concern all of Procore; the others one list or project, and the rest goes on. */
const COMMON: readonly ProcoreFailure['kind'][] = ['throttled', 'unavailable', 'unauthorized'];

/** The failure, if it is of one list or project; one that concerns all of Procore, or a bug, is thrown on. */
export const ofOne = (error: unknown): ProcoreFailure => {
  if (!(error instanceof ProcoreFailure) || COMMON.includes(error.kind)) throw error;
  return error;
};

/** The failure, if it concerns all of Procore; any other error is thrown on. */
export const ofAll = (error: unknown): ProcoreFailure => {
  if (!(error instanceof ProcoreFailure) || !COMMON.includes(error.kind)) throw error;
  return error;
};
