import type { PatientFacts } from './ecg-record.ts';

/**
 * Age and sex from the comments of a WFDB header, in the forms that PhysioNet's databases use: `<age>: 51 <sex>: F` (LUDB,
 * MIMIC), `Age: 49` and `Sex: Female` on lines of their own (CinC challenges, CPSC, PTB), `69 M 1085 1629 x1` (MIT-BIH: age,
 * sex, three tape numbers). A fact that is missing, unreadable (`?`, `-1`, `NaN`) or stated in two ways is left out; `>89`
 * gives 90 as a lower bound.
 *
 * @param comments lines without `#`
 * @example
 * parseWfdbPatient(['<age>: 51 <sex>: F']) // => { ageYears: 51, sex: 'female' }
 */
export function parseWfdbPatient(comments: readonly string[]): PatientFacts {
  const age = onlyValue(comments, AGE_FORMS);
  const sex = onlyValue(comments, SEX_FORMS);
  return {
    ...(age !== undefined && ageFacts(age)),
    ...(sex !== undefined && { sex: /^m/i.test(sex) ? 'male' : 'female' }),
  };
}

/** Comment lines from which `parseWfdbPatient` reads the same age and sex. Other facts have no customary form in WFDB. */
export function formatWfdbPatient({ ageYears, ageIsLowerBound = false, sex }: PatientFacts): string[] {
  const lines: string[] = [];
  if (ageYears !== undefined) lines.push(ageIsLowerBound ? `Age: >${ageYears - 1}` : `Age: ${ageYears}`);
  if (sex !== undefined) lines.push(sex === 'male' ? 'Sex: Male' : 'Sex: Female');
  return lines;
}

const AGE_FORMS = [
  /^age\s*:\s*(>?\d+(?:\.\d+)?)$/i,
  /<age>\s*:\s*(>?\d+(?:\.\d+)?)(?=$|\s+<)/i,
  /^(\d+) [MF] \d+ \d+ x[12]$/,
];
const SEX_FORMS = [
  /^sex\s*:\s*(male|female|m|f)$/i,
  /<sex>\s*:\s*(male|female|m|f)(?=$|\s+<)/i,
  /^-?\d+ ([MF]) \d+ \d+ x[12]$/,
];

/** What the forms find, if it is one and the same. */
function onlyValue(comments: readonly string[], forms: readonly RegExp[]): string | undefined {
  const found = new Set(comments.flatMap((line) => forms.flatMap((form) => form.exec(line)?.[1] ?? [])));
  return found.size === 1 ? [...found][0] : undefined;
}

/** Older than anyone is a code of the source or a mistake. */
const MAX_AGE_YEARS = 120;

function ageFacts(text: string): PatientFacts {
  const isBound = text.startsWith('>');
  const ageYears = Number(text.replace('>', '')) + (isBound ? 1 : 0);
  if (ageYears > MAX_AGE_YEARS) return {};
  return isBound ? { ageYears, ageIsLowerBound: true } : { ageYears };
}
