/** A vendor in QuickBooks. Fields that QuickBooks does not hold are ''. */
export interface BookVendor {
  readonly name: string;
  readonly active: boolean;
  readonly companyName: string;
  /** Addr1 to Addr3, as far as they are filled. */
  readonly address: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  readonly phone: string;
  readonly fax: string;
  readonly email: string;
  readonly contact: string;
}

/** A customer or a job in QuickBooks. */
export interface BookCustomer {
  /** `Customer` or `Customer:Job`. */
  readonly fullName: string;
  readonly active: boolean;
  /** The site's: a job is shipped to, its customer is billed elsewhere. */
  readonly address: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  readonly jobStatus: string;
  readonly jobText: string;
  /** ISO dates. */
  readonly start: string;
  readonly end: string;
}

/** An item of the item list. */
export interface BookItem {
  readonly fullName: string;
  readonly type: string;
  readonly active: boolean;
  readonly salesText: string;
  readonly purchaseText: string;
  readonly income: string;
  readonly expense: string;
  readonly taxCode: string;
}

/** An item written by hand; where the rules leave its tax code open (Canada), the card says nothing of it. */
export type ItemCard = Omit<BookItem, 'taxCode'> & { readonly taxCode?: string };

export interface BookLine {
  readonly item: string;
  readonly text: string;
  readonly quantity: string;
  readonly rate: string;
  readonly amount: string;
  /** Full name of the job. */
  readonly job: string;
  readonly taxCode: string;
}

/** A purchase order. */
export interface BookOrder {
  readonly number: string;
  readonly vendor: string;
  /** ISO date. */
  readonly date: string;
  readonly memo: string;
  /** `true`, `false`, or '' where QuickBooks does not say (US). */
  readonly taxIncluded: string;
  readonly lines: readonly BookLine[];
}

/** An estimate. */
export interface BookEstimate {
  readonly number: string;
  /** Full name of the job. */
  readonly job: string;
  readonly memo: string;
  readonly taxIncluded: string;
  readonly lines: readonly BookLine[];
}

/** A line of a bill or a vendor credit. */
export interface BookBillLine {
  readonly item: string;
  readonly text: string;
  readonly quantity: string;
  readonly amount: string;
  readonly job: string;
  readonly taxCode: string;
  readonly billable: string;
  /** Number of the purchase order that it draws down, and the description of its line there; '' for none. */
  readonly order: string;
  readonly draws: string;
}

/** A bill or a vendor credit. */
export interface BookBill {
  readonly kind: 'Bill' | 'VendorCredit';
  readonly number: string;
  readonly vendor: string;
  readonly payable: string;
  /** ISO date. */
  readonly date: string;
  readonly memo: string;
  readonly taxIncluded: string;
  /** What is still to be paid of it; in Canada with tax. */
  readonly open: string;
  readonly lines: readonly BookBillLine[];
}

/** A check that pays bills. */
export interface BookCheck {
  readonly number: string;
  readonly vendor: string;
  readonly payable: string;
  readonly bank: string;
  /** `true`, `false`, or '' where QuickBooks does not say. */
  readonly toBePrinted: string;
  /** ISO date. */
  readonly date: string;
  readonly memo: string;
  /** Number of each bill, and what is paid of it. */
  readonly bills: readonly { readonly number: string; readonly amount: string }[];
}

/** What stands in a company file, as far as the connector may write there. */
export interface Books {
  readonly vendors: readonly BookVendor[];
  readonly customers: readonly BookCustomer[];
  readonly items: readonly BookItem[];
  readonly orders: readonly BookOrder[];
  readonly estimates: readonly BookEstimate[];
  readonly bills: readonly BookBill[];
  readonly checks: readonly BookCheck[];
}
