import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a message set that a test produced to the folder named by PLUMBLINE_QBXML_DIR, so that
 * scripts/validate-qbxml.ts can hold it against Intuit's schema; does nothing without the variable.
 */
export const dump = (name: string, xml: string): void => {
  const folder = process.env.PLUMBLINE_QBXML_DIR;
  if (!folder) return;
  const mark = createHash('sha256').update(xml).digest('hex').slice(0, 12);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name.replace(/[^\w.-]+/g, '-')}-${mark}.xml`), xml);
};
