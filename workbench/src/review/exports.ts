import { DISCLAIMER } from 'einthoven';
import { fiducialAnnotations, type WfdbAnnotation, writeWfdbAnnotations } from 'einthoven/record';
import { type EvidenceBundle, fhirBundle } from 'einthoven/report';
import type { Judgement } from '../line/tasks.ts';
import { type ReviewEntry, settled } from './review-entry.ts';

/** Version of the fields of a review as JSON. */
const SCHEMA = 'einthoven/review/1';

/** A file to be saved. */
export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

type Exporter = (judgement: Judgement, entries: readonly ReviewEntry[]) => Promise<ExportedFile>;

/** The formats that a review is exported in, by what menus call them. */
export const EXPORTS = {
  JSON: exportJson,
  CSV: exportCsv,
  FHIR: exportFhir,
  'WFDB annotations': exportAnnotations,
} as const satisfies Readonly<Record<string, Exporter>>;

const fileName = ({ bundle }: Judgement) => bundle.record.name.replace(/[^\w.-]+/g, '-');

/** Everything that is known about the record, and everything that readers said and did. */
async function exportJson(judgement: Judgement, entries: readonly ReviewEntry[]): Promise<ExportedFile> {
  const whole = { schema: SCHEMA, disclaimer: DISCLAIMER, evidence: judgement.bundle, review: entries };
  return {
    name: `${fileName(judgement)}.review.json`,
    type: 'application/json',
    content: `${JSON.stringify(whole, undefined, 2)}\n`,
  };
}

/** A line per entry of the review (RFC 4180). */
async function exportCsv(judgement: Judgement, entries: readonly ReviewEntry[]): Promise<ExportedFile> {
  const header = [
    'record',
    'record_sha256',
    'at',
    'reader',
    'action',
    'statement',
    'comment',
    'fiducial',
    'measured_ms',
    'previous_ms',
    'edited_ms',
  ];
  const rows = entries.map(({ record, at, author, action, statement, comment, edit }) => [
    judgement.bundle.record.name,
    record,
    at,
    author,
    action,
    statement ?? '',
    comment ?? '',
    edit?.fiducial ?? '',
    edit?.measuredMs.toFixed(1) ?? '',
    edit?.previousMs.toFixed(1) ?? '',
    edit?.editedMs.toFixed(1) ?? '',
  ]);
  const content = [header, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
  return { name: `${fileName(judgement)}.review.csv`, type: 'text/csv', content };
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The evidence as HL7 FHIR R4, decisions as readers settled them. */
async function exportFhir(judgement: Judgement, entries: readonly ReviewEntry[]): Promise<ExportedFile> {
  const bundle = await fhirBundle(reviewedBundle(judgement.bundle, entries));
  return {
    name: `${fileName(judgement)}.fhir.json`,
    type: 'application/fhir+json',
    content: `${JSON.stringify(bundle, undefined, 2)}\n`,
  };
}

/** The bundle with the decisions that readers settled in place of those by model and criteria, which become a reason. */
export function reviewedBundle(bundle: EvidenceBundle, entries: readonly ReviewEntry[]): EvidenceBundle {
  const findings = bundle.findings.map((finding) => {
    const verdict = settled(entries, finding.class);
    if (verdict === undefined) return finding;
    const decision = verdict ? ('present' as const) : ('absent' as const);
    return {
      ...finding,
      decision,
      reasons: [`decided by readers; by model and criteria it was ${finding.decision}`, ...finding.reasons],
    };
  });
  const known = new Set(bundle.findings.map((finding) => finding.class));
  const added = [
    ...new Set(entries.flatMap(({ action, statement }) => (action === 'add' && statement !== null ? [statement] : []))),
  ];
  const named = added
    .filter((name) => !known.has(name) && settled(entries, name) === true)
    .map((name) => ({
      class: name,
      level: 'named' as const,
      decision: 'present' as const,
      calibrated: false,
      agreement: 'undecided' as const,
      reasons: ['added by a reader'],
      leads: [],
      criteria: [],
    }));
  return { ...bundle, findings: [...findings, ...named] };
}

/** An annotation's text has at most 255 bytes; letters beyond ASCII may take up to four of them. */
const LONGEST_NOTE = 63;

/** The waves over all leads as MIT annotations, where readers left them, and comments as notes. */
async function exportAnnotations(judgement: Judgement, entries: readonly ReviewEntry[]): Promise<ExportedFile> {
  const { fused, fs } = judgement.measured.waves;
  // Of the recording, where a later part of it was judged.
  const waves = fused.flatMap((beat) =>
    fiducialAnnotations(beat, 'N').map((one) => ({ ...one, sample: one.sample + judgement.from })),
  );
  const notes = entries.flatMap(({ action, author, comment }): WfdbAnnotation[] =>
    action === 'comment'
      ? [{ sample: 0, symbol: '"', subtype: 0, chan: 0, num: 0, aux: `${author}: ${comment}`.slice(0, LONGEST_NOTE) }]
      : [],
  );
  const annotations = [...notes, ...waves].sort((a, b) => a.sample - b.sample);
  const content = writeWfdbAnnotations({ annotations, definitions: [], fs }) as Uint8Array<ArrayBuffer>;
  return { name: `${fileName(judgement)}.rev`, type: 'application/octet-stream', content };
}
