import { EcgError } from '../errors.ts';
import { type OpenRecord, standardLeadName } from '../record/index.ts';

/**
 * The lead that an option `--lead` asks for, by its name in any case or by its place from 0.
 *
 * @throws EcgError `invalid-argument` naming the command and the leads that there are
 */
export function leadNamed(command: string, { leadNames, source }: OpenRecord, asked: string): string {
  const name = standardLeadName(asked);
  if (leadNames.includes(name)) return name;
  const byPlace = /^\d+$/.test(asked) ? leadNames[Number(asked)] : undefined;
  if (byPlace !== undefined) return byPlace;
  const known = `${leadNames.join(', ')}, or 0 to ${leadNames.length - 1}`;
  throw new EcgError(
    'invalid-argument',
    `${command}: --lead of record ${source.name} must be one of ${known}, got ${asked}`,
    {
      lead: asked,
      leadNames,
    },
  );
}
