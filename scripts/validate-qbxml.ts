/**
 * Checks messages against Intuit's schema, which the project does not ship:
 * node --import tsx scripts/validate-qbxml.ts <folder of .xml messages> --schema <path to qbxmlops130.xsd>
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ParseOption, XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

const messagesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => join(folder, name));

// The schema includes its siblings by relative path: they are found from its own location.
const validatorOf = (schemaFile: string): XsdValidator => {
  xmlRegisterFsInputProviders();
  const schema = XmlDocument.fromString(readFileSync(schemaFile, 'utf8'), { url: resolve(schemaFile) });
  try {
    return XsdValidator.fromDoc(schema);
  } finally {
    schema.dispose();
  }
};

const errorsOf = (validator: XsdValidator, file: string): string[] => {
  let message: XmlDocument | undefined;
  try {
    message = XmlDocument.fromString(readFileSync(file, 'utf8'), { option: ParseOption.XML_PARSE_NONET });
    validator.validate(message);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError)
      return error.details.map(({ line, message: says }) => `line ${line}: ${says.trim()}`);
    return [error instanceof Error ? error.message.trim() : String(error)];
  } finally {
    message?.dispose();
  }
};

const main = (): number => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { schema: { type: 'string' } },
  });
  const [folder] = positionals;
  if (!folder || !values.schema) {
    console.error('usage: validate-qbxml.ts <folder> --schema <qbxmlops130.xsd>');
    return 2;
  }
  const files = messagesUnder(folder);
  if (files.length === 0) {
    console.error(`no .xml messages under ${folder}`);
    return 1;
  }
  const validator = validatorOf(values.schema);
  const refused = files.flatMap((file) => {
    const errors = errorsOf(validator, file);
    return errors.length === 0 ? [] : [`${file}\n  ${errors.join('\n  ')}`];
  });
  validator.dispose();
  for (const report of refused) console.error(report);
  console.log(
    refused.length === 0
      ? `${files.length} messages valid`
      : `${refused.length} of ${files.length} messages refused`,
  );
  return refused.length === 0 ? 0 : 1;
};

process.exitCode = main();
