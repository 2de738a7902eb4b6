/** The part of JSON Schema that docs/events.md uses. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer';
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: 'date-time';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

const typeOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const ofObject = (schema: Schema, value: Readonly<Record<string, unknown>>, path: string): string[] => {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`);
  const inside = Object.entries(value).flatMap(([name, one]) => {
    const own = properties[name] ?? additionalProperties;
    if (own === false) return [`${path}.${name} is not known`];
    return own === true ? [] : faultsOf(own, one, `${path}.${name}`);
  });
  return [...missing, ...inside];
};

/** What a value is otherwise than its schema says; empty when it fits. */
export const faultsOf = (schema: Schema, value: unknown, path = '$'): string[] => {
  if (schema.type && typeOf(value) !== schema.type) return [`${path} is no ${schema.type}`];
  if (schema.const !== undefined && value !== schema.const) return [`${path} is not ${schema.const}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is none of ${schema.enum.join(', ')}`];
  if (schema.format && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(value)))
    return [`${path} is no ${schema.format}`];
  if (Array.isArray(value))
    return schema.items ? value.flatMap((one, n) => faultsOf(schema.items ?? {}, one, `${path}[${n}]`)) : [];
  return typeof value === 'object' && value !== null
    ? ofObject(schema, value as Readonly<Record<string, unknown>>, path)
    : [];
};
