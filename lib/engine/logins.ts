/** A Web Connector user as the connections table holds it. */
export interface LoginUser {
  readonly connection: string;
  /** scrypt, with its salt. */
  readonly passwordHash: string;
  /** The password before this one, of the same salt: taken until then (ISO), or until the new one is used. */
  readonly previous?: { readonly hash: string; readonly until: string };
  /** Where this user has signed in from, the newest first. */
  readonly addresses?: readonly string[];
}

/** What is known of a login before its password is looked at. Counts are those of the present clock hour. */
export interface LoginState {
  readonly user?: LoginUser;
  /** Wrong passwords for this user from this address, and when the last one came (ISO). */
  readonly here: { readonly failures: number; readonly lastAt?: string };
  /** Wrong passwords for this user from anywhere. */
  readonly ofUser: number;
  /** Wrong passwords from this address for anybody. */
  readonly ofAddress: number;
}

/** Users and failed logins. A user's name may be any text: strangers make names up. */
export interface Logins {
  /** Consistent; one request, whether or not there is such a user. */
  read(user: string, address: string, at: Date): Promise<LoginState>;
  /** Counts one more, atomically. `judged`: a password was wrong; else somebody was asked to come again. */
  failed(user: string, address: string, at: Date, judged: boolean): Promise<void>;
  /** Takes back what was counted for this user at this address. */
  forgive(user: string, address: string, at: Date): Promise<void>;
  /** Notes about a user, unless its password was changed since it was read with that hash. */
  note(
    user: string,
    passwordHash: string,
    news: Partial<Pick<LoginUser, 'addresses' | 'previous'>>,
  ): Promise<void>;
}
