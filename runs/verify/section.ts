/** One part of `npm run verify`: figures measured again, as Markdown, and what falls below what the project promises. */
export interface Section {
  /** Name of the part: of `--only`, and of the block of `docs/results.md` that its Markdown goes into. */
  readonly name: string;
  /** Folders of the data that it needs. */
  readonly data: readonly string[];
  /** @param data absolute path of each folder, in the order of `data` */
  measure(data: readonly string[]): Promise<Measured>;
}

/** What a section found. */
export interface Measured {
  /** Markdown: the conditions in a sentence, then tables. */
  readonly markdown: string;
  /** What falls short, one sentence each. */
  readonly shortfalls: readonly string[];
}
