import { EcgError } from '../errors.ts';
import { ANNOTATION_CODES } from './wfdb-annotation.table.ts';
import { type CodedAnnotation, decodeAnnotations, encodeAnnotations, MAX_CODE } from './wfdb-annotation-bytes.ts';

/** One annotation: a beat, a wave boundary, a change of rhythm. */
export interface WfdbAnnotation {
  /** Index of the sample it belongs to. */
  readonly sample: number;
  /** What it marks: a symbol of `ANNOTATION_CODES` or of the file's own definitions; `[n]` for code n without either. */
  readonly symbol: string;
  /** −128 to 127; its meaning depends on the symbol. */
  readonly subtype: number;
  /** The signal it belongs to, 0 to 255. */
  readonly chan: number;
  /** −128 to 127; its meaning depends on the symbol. */
  readonly num: number;
  /** Text, such as the rhythm of a `+`: `(AFIB`. Absent where there is none. */
  readonly aux?: string;
}

/** A symbol that an annotation file defines for itself. */
export interface WfdbAnnotationDefinition {
  /** 1 to 49. */
  readonly code: number;
  readonly symbol: string;
  readonly meaning: string;
}

/** The contents of an annotation file. */
export interface WfdbAnnotationFile {
  readonly annotations: readonly WfdbAnnotation[];
  readonly definitions: readonly WfdbAnnotationDefinition[];
  /** Samples per second that `sample` counts, in Hz, where the file states it; otherwise that of the record. */
  readonly fs?: number;
}

/**
 * Reads an annotation file in MIT format (`annot(5)` of the WFDB Applications Guide; not the AHA tape format). Notes at the
 * start that state the time resolution or define symbols are understood and not listed. Bytes behind the end mark are ignored.
 *
 * @throws EcgError `malformed-input` for a file without end mark, a code that does not exist, an annotation before the first
 * sample, or a definition that cannot be understood
 * @example
 * const file = readWfdbAnnotations(Uint8Array.of(0x4d, 0x04, 0x25, 0x21, 0, 0));
 * file.annotations.map(({ sample, symbol }) => `${sample} ${symbol}`) // => ['77 N', '370 A']
 */
export function readWfdbAnnotations(bytes: Uint8Array): WfdbAnnotationFile {
  const { definitions, fs, rest } = takeFileNotes(decodeAnnotations(bytes));
  const symbols = symbolByCode(definitions);
  const annotations = rest.map(({ sample, code, ...fields }) => ({
    sample,
    symbol: symbols[code] as string,
    ...fields,
  }));
  return { annotations, definitions, ...(fs !== undefined && { fs }) };
}

/**
 * Writes an annotation file in MIT format, from which `readWfdbAnnotations` reads the same.
 *
 * @param file annotations in any order; WFDB's programs expect them sorted by sample
 * @throws EcgError `invalid-argument` for a symbol that is neither WFDB's nor defined, or a field outside its range
 * @example
 * const annotations = [{ sample: 77, symbol: 'N', subtype: 0, chan: 0, num: 0 }];
 * Array.from(writeWfdbAnnotations({ annotations, definitions: [] })) // => [77, 4, 0, 0]
 */
export function writeWfdbAnnotations(file: WfdbAnnotationFile): Uint8Array {
  file.definitions.forEach(checkDefinition);
  file.annotations.forEach(checkFields);
  const codeOf = new Map(symbolByCode(file.definitions).map((symbol, code) => [symbol, code]));
  for (const { symbol, code } of file.definitions) codeOf.set(symbol, code);
  const coded = file.annotations.map(({ symbol, ...fields }) => {
    const code = codeOf.get(symbol) ?? 0;
    if (code === 0) throw notWritable('a symbol must be one of ANNOTATION_CODES or defined by the file', symbol);
    return { ...fields, code };
  });
  return encodeAnnotations([...fileNotes(file), ...coded]);
}

/** The symbol of every code from 0 to `MAX_CODE`, the file's definitions in place of WFDB's. */
function symbolByCode(definitions: readonly WfdbAnnotationDefinition[]): string[] {
  const symbols = Array.from({ length: MAX_CODE + 1 }, (_, code) => `[${code}]`);
  for (const { code, symbol } of [...ANNOTATION_CODES, ...definitions]) symbols[code] = symbol;
  return symbols;
}

const NOTE = 22;
const TIME_RESOLUTION = '## time resolution: ';
const DEFINITIONS_START = '## annotation type definitions';
const DEFINITIONS_END = '## end of definitions';

/** The notes at sample 0 that speak about the file, as the WFDB library writes them. */
function fileNotes({ fs, definitions }: WfdbAnnotationFile): CodedAnnotation[] {
  const lines = [
    ...(fs === undefined ? [] : [`${TIME_RESOLUTION}${fs}`]),
    ...(definitions.length === 0
      ? []
      : [DEFINITIONS_START, ...definitions.map((d) => `${d.code} ${d.symbol} ${d.meaning}`), DEFINITIONS_END]),
  ];
  return lines.map((aux) => ({ sample: 0, code: NOTE, subtype: 0, chan: 0, num: 0, aux }));
}

/** Separates the notes that speak about the file from the annotations proper. */
function takeFileNotes(annotations: readonly CodedAnnotation[]) {
  const definitions: WfdbAnnotationDefinition[] = [];
  let fs: number | undefined;
  let inDefinitions = false;
  let taken = 0;
  for (const { sample, code, aux = '' } of annotations) {
    const isNote = sample === 0 && code === NOTE;
    if (!isNote || !(inDefinitions || aux.startsWith(TIME_RESOLUTION) || aux.startsWith(DEFINITIONS_START))) break;
    if (aux.startsWith(DEFINITIONS_START)) inDefinitions = true;
    else if (aux.startsWith(DEFINITIONS_END)) inDefinitions = false;
    else if (inDefinitions) definitions.push(parseDefinition(aux));
    else fs = parseTimeResolution(aux);
    taken++;
  }
  if (inDefinitions) throw malformed(`definitions must close with "${DEFINITIONS_END}", got ${taken} notes without`);
  return { definitions, fs, rest: annotations.slice(taken) };
}

function parseDefinition(aux: string): WfdbAnnotationDefinition {
  const [, code, symbol = '', meaning = ''] = /^(\d+)\s+(\S+)\s*(.*)$/.exec(aux.trim()) ?? [];
  const definition = { code: Number(code), symbol, meaning };
  if (isDefinition(definition)) return definition;
  throw malformed(`a definition must read code, symbol, meaning, got "${aux}"`);
}

function parseTimeResolution(aux: string): number {
  const fs = Number(aux.slice(TIME_RESOLUTION.length));
  if (Number.isFinite(fs) && fs > 0) return fs;
  throw malformed(`the time resolution must be a positive number of Hz, got "${aux}"`);
}

function isDefinition({ code, symbol, meaning }: WfdbAnnotationDefinition): boolean {
  return Number.isInteger(code) && code >= 1 && code <= MAX_CODE && /^\S+$/.test(symbol) && /^[^\r\n]*$/.test(meaning);
}

function checkDefinition(definition: WfdbAnnotationDefinition) {
  if (isDefinition(definition)) return;
  throw notWritable(`a definition must have a code from 1 to ${MAX_CODE} and a symbol without spaces`, definition);
}

function checkFields({ sample, subtype, chan, num, aux = '' }: WfdbAnnotation) {
  const inRange = (value: number, low: number, high: number) =>
    Number.isInteger(value) && value >= low && value <= high;
  if (!inRange(sample, 0, Number.MAX_SAFE_INTEGER)) throw notWritable('sample must be an index', sample);
  if (!inRange(subtype, -128, 127)) throw notWritable('subtype must be an integer from -128 to 127', subtype);
  if (!inRange(chan, 0, 255)) throw notWritable('chan must be an integer from 0 to 255', chan);
  if (!inRange(num, -128, 127)) throw notWritable('num must be an integer from -128 to 127', num);
  if (new TextEncoder().encode(aux).length > 255) throw notWritable('aux must have at most 255 bytes', aux);
}

function malformed(rule: string): EcgError {
  return new EcgError('malformed-input', `readWfdbAnnotations: ${rule}`);
}

function notWritable(rule: string, got: unknown): EcgError {
  return new EcgError('invalid-argument', `writeWfdbAnnotations: ${rule}, got ${JSON.stringify(got)}`, { got });
}
