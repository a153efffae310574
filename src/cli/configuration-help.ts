import { z } from 'zod';

/** What the help reads of a field's JSON schema. */
interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: FieldSchema;
  readonly prefixItems?: readonly FieldSchema[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
}

const COLUMN = 22;

/** Every field of a configuration, from its schema: name, kind, default and meaning. */
export function configurationHelp(schema: z.ZodType): string {
  const { properties = {} } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as FieldSchema;
  return [
    '',
    'Fields of the configuration (--config):',
    ...Object.entries(properties).flatMap(([name, field]) => fieldLines(name, field, '  ')),
    '  Augmentations and mixings are off unless given. Amplitudes are in standard deviations of a lead where the preparation',
    '  standardises, else in mV.',
  ].join('\n');
}

function fieldLines(name: string, field: FieldSchema, indent: string): string[] {
  const nested = Object.entries(field.properties ?? {});
  const facts = [
    ...(nested.length === 0 ? [kindOf(field)] : []),
    ...(field.default === undefined ? [] : [`default ${JSON.stringify(field.default)}`]),
  ];
  const meaning = field.description ?? '';
  const aside = facts.length > 0 ? `${meaning ? ' ' : ''}(${facts.join('; ')})` : '';
  return [
    `${`${indent}${name}`.padEnd(COLUMN)} ${meaning}${aside}`,
    ...nested.flatMap(([inner, one]) => fieldLines(inner, one, `${indent}  `)),
  ];
}

function kindOf({ type, enum: choices, items, prefixItems }: FieldSchema): string {
  if (choices) return choices.join(' | ');
  if (prefixItems) return `[${prefixItems.map(kindOf).join(', ')}]`;
  if (items) return `list of ${items.properties ? `{${Object.keys(items.properties).join(', ')}}` : kindOf(items)}`;
  return type ?? 'step';
}
