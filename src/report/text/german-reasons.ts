import { GERMAN_CRITERIA } from './german-criteria.table.ts';
import { GERMAN_QUANTITIES, GERMAN_REASONS } from './german-reasons.table.ts';

/**
 * English words of reasons, notes, quantities and criteria in German, by tables alone. What the tables do not have is quoted as it is, in German
 * quotation marks, so that nothing is lost and nothing is guessed.
 */
export function inGerman(text: string): string {
  return translated(withCriteriaAsMarks(text)) ?? `„${text}“`;
}

const criteria = Object.keys(GERMAN_CRITERIA).sort((a, b) => b.length - a.length);
/** Names of criteria have colons and commas of their own: in a text they are marks while it is taken apart. */
const MARK = '\u0001';

function withCriteriaAsMarks(text: string): string {
  return criteria.reduce(
    (marked, name, i) => (marked.includes(name) ? marked.replaceAll(name, `${MARK}${i}${MARK}`) : marked),
    text,
  );
}

const isMark = new RegExp(`^${MARK}(\\d+)${MARK}$`);
const LEAD = '(?:I|II|III|aV[RLF]|V[1-9])';
/** Numbers, units, and names of leads and cables. */
const NEUTRAL = new RegExp(
  `^(?:[-−+–]?[\\d.]+(?:e-?\\d+)?|[±=()/]|%|ms|s|mV|SD|Hz|RA|LA|LL|RL|${LEAD}|[A-Z0-9]+-[A-Z0-9]+|qRs?R?′?|[QqRrSs]{1,3}′?|\\d+:\\d+|,|\\s)+$`,
);

/** `undefined` where a part of it is in no table. */
function translated(text: string): string | undefined {
  const mark = isMark.exec(text);
  if (mark) return GERMAN_CRITERIA[criteria[Number(mark[1])] as string];
  const known = GERMAN_REASONS[text] ?? GERMAN_QUANTITIES[text];
  if (known !== undefined) return known;
  if (NEUTRAL.test(text)) return text.replace(/(\d)\.(\d)/g, '$1,$2');
  return (
    inTemplate(text, verbatim) ??
    joined(text, '; ') ??
    joined(text, ': ') ??
    inTemplate(text, others) ??
    withLead(text) ??
    joined(text, ', ')
  );
}

/** `S V2`: a quantity and its lead. */
function withLead(text: string): string | undefined {
  const [, name = '', lead] = new RegExp(`^(.*) (${LEAD})$`).exec(text) ?? [];
  const known = GERMAN_QUANTITIES[name];
  return known === undefined ? undefined : `${known} ${lead}`;
}

const templates = Object.entries(GERMAN_REASONS)
  .filter(([english]) => english.includes('{'))
  .map(([english, german]) => {
    const kinds = [...english.matchAll(/\{(text)?\}/g)].map(([, kind]) => kind);
    const literal = english.split(/\{(?:text)?\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return { pattern: new RegExp(`^${literal.join('(.+?)')}$`), kinds, german };
  });

/** Those with words that stay as they are have colons of their own, and are tried on the whole. */
const verbatim = templates.filter(({ kinds }) => kinds.includes('text'));
const others = templates.filter(({ kinds }) => !kinds.includes('text'));

/** The first template whose fields can be translated too. */
function inTemplate(text: string, tried: typeof templates): string | undefined {
  for (const { pattern, kinds, german } of tried) {
    const fields = pattern.exec(text)?.slice(1);
    const words = fields?.map((field, i) => (kinds[i] === 'text' ? field : translated(field)));
    if (words === undefined || words.includes(undefined)) continue;
    let next = 0;
    return german.replace(/\{(?:text)?\}/g, () => words[next++] as string);
  }
  return undefined;
}

/** Parts with a joint between them, all of which can be translated; a colon parts once. */
function joined(text: string, joint: '; ' | ': ' | ', '): string | undefined {
  const at = text.indexOf(joint);
  if (at < 0) return undefined;
  const parts = joint === ': ' ? [text.slice(0, at), text.slice(at + 2)] : text.split(joint);
  const found = parts.map(translated);
  return found.includes(undefined) ? undefined : found.join(joint);
}
