import { createHash } from 'node:crypto';
import type { LoginState, Logins } from '../engine/logins.ts';
import { acceptedHashes, addressOf, lockOf, newsOf } from './lockout.ts';
import { fittingHash } from './password.ts';

export interface LoginDeps {
  readonly logins: Logins;
  readonly now: () => Date;
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

export type Login =
  | { readonly is: 'in'; readonly connection: string }
  | { readonly is: 'refused' }
  | { readonly is: 'locked'; readonly until: Date };

/** Names one user's failures without telling what was typed, which may be a password in the wrong field. */
const shortened = (user: string): string => createHash('sha256').update(user).digest('hex').slice(0, 12);

/**
 * Judges a login. For a user that exists and for one that does not, the same requests and the same hashing are
 * done; a login that succeeds where it did before costs one request. A locked login is refused with the right
 * password too: guesses would be free otherwise.
 */
export const createLogin = ({ logins, now, log }: LoginDeps) => {
  const admit = async (user: string, address: string, state: LoginState, hash: string): Promise<void> => {
    if (!state.user) return;
    const news = newsOf(state.user, address, hash);
    if (state.here.failures > 0) await logins.forgive(user, address, now());
    if (Object.keys(news).length > 0) await logins.note(user, state.user.passwordHash, news);
  };

  return async (user: string, password: string, from: string): Promise<Login> => {
    const address = addressOf(from);
    const at = now();
    const state = await logins.read(user, address, at);
    const hash = fittingHash(password, acceptedHashes(state.user, at));
    const lock = lockOf(state, address, at);
    if (lock.is === 'open' && hash !== undefined && state.user) {
      await admit(user, address, state, hash);
      return { is: 'in', connection: state.user.connection };
    }
    if (lock.is !== 'locked') await logins.failed(user, address, at, lock.is === 'open');
    log('login.refused', {
      ...{ user: shortened(user), connection: state.user?.connection, address },
      why: lock.is === 'open' ? 'password' : lock.is,
      until: lock.is === 'open' ? undefined : lock.until.toISOString(),
      failuresHere: state.here.failures + (lock.is === 'locked' ? 0 : 1),
      ...{ failuresOfUser: state.ofUser, failuresOfAddress: state.ofAddress },
    });
    return lock.is === 'open' ? { is: 'refused' } : { is: 'locked', until: lock.until };
  };
};
