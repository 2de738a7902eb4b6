import type { Fields } from './body.ts';
import { newId, type ProcoreCompany, type Row } from './data.ts';

const stamps = { created_at: '2026-11-28T18:00:00Z', updated_at: '2026-11-28T18:00:00Z' };
const origins = { origin_id: null, origin_data: null, origin_code: null };

export const newVendor = (company: ProcoreCompany, fields: Fields): Row => {
  const place = { address: null, city: null, state_code: null, zip: null, country_code: null };
  const contact = { business_phone: null, fax_number: null, email_address: null, primary_contact: null };
  const row: Row = {
    ...{ ...place, ...contact, ...origins, ...stamps, is_active: true, company: fields.name },
    ...fields,
    id: newId(company),
  };
  company.vendors.push(row);
  return row;
};

/** A new project has the company's standard cost codes, if that is asked for, and nothing else. */
export const newProject = (company: ProcoreCompany, fields: Fields, copiesCodes: boolean): Row => {
  const record: Row = {
    ...{ display_name: fields.name, project_number: null, active: true, is_erp_integrated: false },
    ...{ address: null, city: null, state_code: null, zip: null, country_code: null },
    ...{ start_date: null, completion_date: null, ...origins, ...stamps },
    ...fields,
    id: newId(company),
  };
  const cost_codes = (copiesCodes ? company.standard_cost_codes : []).map(
    ({ id: standardId, code, full_code, name }): Row => ({
      ...{ id: newId(company), biller: fields.name, biller_id: record.id, biller_type: 'Project' },
      ...{ budgeted: false, code, full_code, name, deleted_at: null, standard_cost_code_id: standardId },
    }),
  );
  company.projects.push({
    ...{ record, cost_codes, wbs_codes: [], purchase_order_contracts: [], work_order_contracts: [] },
    ...{ change_order_packages: [], requisitions: [] },
  });
  return record;
};
