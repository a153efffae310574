/** A sentence of a report, and the fields of the bundle that it was made from. */
export interface Sentence {
  readonly text: string;
  /** JSON pointers (RFC 6901) into the bundle; never none. */
  readonly from: readonly string[];
}

/** Words that stand for fields. */
export interface Said {
  readonly text: string;
  readonly from: readonly string[];
}

/** Words made from the fields at these pointers. */
export function said(text: string | number, ...from: readonly string[]): Said {
  return { text: String(text), from };
}

/** Words joined, without those that are missing. */
export function joined(parts: readonly (Said | undefined)[], separator: string): Said {
  const there = parts.filter((part) => part !== undefined);
  return { text: there.map(({ text }) => text).join(separator), from: there.flatMap(({ from }) => from) };
}

/** A template string with fields in it: their words make the text, their pointers its trace. */
export function sentence(words: TemplateStringsArray, ...fields: readonly Said[]): Sentence {
  const text = words.map((word, i) => `${word}${fields[i]?.text ?? ''}`).join('');
  return { text, from: [...new Set(fields.flatMap(({ from }) => from))] };
}
