import { EVIDENCE_SCHEMA, evidenceJsonSchema } from './evidence-schema.ts';

/** The parts of JSON Schema that the bundle's schema uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly anyOf?: readonly Schema[];
}

/** The bundle's schema for people: a table row per field, with its JSON pointer, type and description. Markdown. */
export function evidenceDocument(): string {
  const schema: Schema = evidenceJsonSchema();
  return [
    '# The evidence bundle',
    '',
    `${schema.description} What \`einthoven diagnose RECORD --report FILE.json\` writes, version \`${EVIDENCE_SCHEMA}\`. Nothing is null: what`,
    'is not known is absent. `--compact` writes a bundle of the same schema below 2,000 tokens, counted as characters / 3.5, and says in',
    '`leftOut` what it leaves out. The JSON Schema is in [evidence-bundle.schema.json](evidence-bundle.schema.json).',
    '',
    'Both files are made by `npm run evidence-schema` from the descriptions in the code; a test compares them.',
    '',
    '| field | type | there | what |',
    '|---|---|---|---|',
    ...rowsOf(schema, ''),
    '',
  ].join('\n');
}

function rowsOf(schema: Schema, path: string): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const isAlways = schema.required?.includes(name);
    const here = `${path}/${name}`;
    const row = `| \`${here}\` | ${typeText(field)} | ${isAlways ? 'always' : 'where known'} | ${field.description ?? ''} |`;
    const inner = field.items?.properties ? rowsOf(field.items, `${here}/*`) : rowsOf(field, here);
    return [row, ...inner];
  });
}

function typeText({ type, items, enum: values, const: only, anyOf }: Schema): string {
  if (only !== undefined) return `\`${only}\``;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (anyOf) return anyOf.map(typeText).join(' or ');
  if (type === 'array' && items) return `list of ${typeText(items)}`;
  return type ?? 'any';
}
