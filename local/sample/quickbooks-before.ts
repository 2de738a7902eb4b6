/** What a company file holds before the connector's first visit. */
export interface QuickBooksBefore {
  readonly companyName: string;
  readonly country: 'US' | 'CA';
  /** ISO date up to which the books are closed. */
  readonly closingDate?: string;
  /** Full names, a parent before its children. */
  readonly accounts: readonly { readonly fullName: string; readonly type: string }[];
  readonly taxCodes: readonly { readonly name: string; readonly taxable: boolean; readonly text: string }[];
  /** Customers and jobs, a customer before its jobs. */
  readonly customers: readonly { readonly name: string; readonly parent?: string; readonly active?: false }[];
  readonly vendors: readonly {
    readonly name: string;
    readonly active?: false;
    readonly address?: readonly string[];
    readonly phone?: string;
  }[];
  readonly employees: readonly string[];
  readonly items: readonly {
    readonly name: string;
    readonly parent?: string;
    readonly type: 'Service' | 'NonInventory';
    readonly text: string;
    readonly income: string;
    readonly expense: string;
  }[];
  /** Bills that a bookkeeper entered by hand, one line each. */
  readonly bills: readonly {
    readonly number: string;
    readonly vendor: string;
    readonly date: string;
    readonly memo: string;
    readonly item: string;
    readonly text: string;
    readonly amount: string;
  }[];
  /** Purchase orders that a bookkeeper entered by hand. */
  readonly orders: readonly {
    readonly number: string;
    readonly vendor: string;
    readonly date: string;
    readonly memo: string;
    readonly lines: readonly {
      readonly item: string;
      readonly text: string;
      readonly quantity: string;
      readonly amount: string;
      readonly job?: string;
      readonly taxCode?: string;
    }[];
  }[];
}
