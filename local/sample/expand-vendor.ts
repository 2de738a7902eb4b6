import { id } from './ids.ts';

/** What differs from vendor to vendor; everything else is the same for all. */
export interface VendorRow {
  readonly id: string;
  readonly name: string;
  readonly address?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly country?: string;
  readonly phone?: string;
  readonly fax?: string;
  readonly email?: string;
  /** First and last name of the primary contact. */
  readonly contact?: readonly [string, string];
  readonly inactive?: true;
}

const STAMP = { created_at: '2025-10-03T18:00:00Z', updated_at: '2026-02-11T15:22:31Z' };

const contactOf = (row: VendorRow) =>
  row.contact === undefined
    ? null
    : {
        id: Number(id(row.id)) % 100_000,
        first_name: row.contact[0],
        last_name: row.contact[1],
        business_phone: row.phone ?? '',
        mobile_phone: '',
        email_address: row.email ?? '',
        ...STAMP,
      };

/** A company vendor as Procore shows it with `view=extended`. */
export const expandVendor = (row: VendorRow) => ({
  id: id(row.id),
  name: row.name,
  abbreviated_name: null,
  address: row.address ?? '',
  attachments: [],
  authorized_bidder: true,
  business_phone: row.phone ?? '',
  business_register: null,
  city: row.city ?? '',
  company: row.name,
  contact_count: row.contact === undefined ? 0 : 1,
  country_code: row.country ?? '',
  email_address: row.email ?? null,
  fax_number: row.fax ?? '',
  is_active: row.inactive !== true,
  labor_union: '',
  license_number: null,
  mobile_phone: '',
  non_union_prevailing_wage: false,
  notes: '',
  origin_code: null as string | null,
  origin_data: null as string | null,
  origin_id: null as string | null,
  prequalified: false,
  primary_contact: contactOf(row),
  state_code: row.state ?? '',
  synced_to_erp: false,
  trade_name: '',
  union_member: false,
  website: '',
  zip: row.zip ?? '',
  ...STAMP,
});

export type VendorJson = ReturnType<typeof expandVendor>;
