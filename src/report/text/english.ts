import { MEASUREMENT_NAMES } from './measurement-names.table.ts';
import type { Phrases } from './report-language.ts';
import { joined, said, sentence } from './sentence.ts';

const MEASUREMENTS: Readonly<Record<string, string>> = {
  'rhythm.rateBpm': 'Ventricular rate',
  'rhythm.regularity': 'Rhythm',
  'rhythm.pauseCount': 'Pauses above 3 s',
  'rhythm.ventricularCount': 'Premature ventricular beats',
  'rhythm.supraventricularCount': 'Premature supraventricular beats',
  'rhythm.pacedCount': 'Paced beats',
  'atria.pPresence': 'P waves',
  'atria.pQrsRelation': 'P to QRS',
  'intervals.pMs': 'P duration',
  'intervals.prMs': 'PR interval',
  'intervals.qrsMs': 'QRS duration',
  'intervals.qtMs': 'QT interval',
  'intervals.qtcFridericiaMs': 'QTc (Fridericia)',
  'axes.pDeg': 'P axis',
  'axes.qrsDeg': 'QRS axis',
  'axes.tDeg': 'T axis',
  'hrv.sdnnMs': 'SDNN',
  'hrv.rmssdMs': 'RMSSD',
};
const USES: Readonly<Record<string, string>> = {
  rhythm: 'rhythm',
  intervals: 'intervals',
  st: 'ST segment',
  voltage: 'voltages',
  model: "the model's findings",
};
const AGREEMENTS = {
  agree: 'model and criteria agree',
  conflict: 'model and criteria contradict each other',
  'model-only': 'by the model',
  'criteria-only': 'by criteria',
  undecided: 'neither model nor criteria decide',
} as const;
const KINDS = { use: 'signal', measurement: 'measurement', criterion: 'criterion', finding: 'finding' } as const;

const names: Readonly<Record<string, { readonly en: string }>> = MEASUREMENT_NAMES;

/** Reports in English. */
export const english: Phrases = {
  title: 'ECG report',
  sections: {
    record: 'Record',
    quality: 'Signal quality',
    findings: 'Findings',
    measurements: 'Measurements',
    criteria: 'Criteria met',
    notAssessed: 'Not assessed',
    provenance: 'Provenance',
  },
  number: (value, digits) => value.toFixed(digits).replace('-', '−'),
  sex: (sex) => sex,
  years: (age, isLowerBound) => `${isLowerBound ? 'at least ' : ''}${age} years`,
  leadCount: (count) => (count === 1 ? '1 lead' : `${count} leads`),
  use: (use) => USES[use] ?? use,
  measurement: (id) => MEASUREMENTS[id],
  missing: (id) => names[id]?.en ?? id,
  words: (english) => english,
  className: ({ class: name, description }) => (description === undefined ? name : `${description} (${name})`),
  agreement: (agreement) => AGREEMENTS[agreement],
  kind: (kind) => KINDS[kind],
  segment: (name) => (name === 'rest' ? 'between waves' : name),
  allLeads: 'all leads',
  and: 'and',
  record: (name, leads, seconds, fs, patient) =>
    sentence`Record ${name}: ${leads}, ${seconds} s at ${fs} Hz; patient: ${patient}.`,
  note: (text) => sentence`Note: ${text}.`,
  acceptable: (acceptable, is, refused) =>
    is
      ? refused
        ? sentence`The signal is ${said('good enough for diagnosis', ...acceptable.from)}, but not for: ${refused}.`
        : sentence`The signal is ${said('good enough for diagnosis', ...acceptable.from)}.`
      : sentence`The signal is ${said('not good enough for diagnosis', ...acceptable.from)}.`,
  recordReason: (text) => sentence`About the signal: ${text}.`,
  reversal: (cables) => sentence`The cables ${cables} seem to be interchanged.`,
  leadReason: (leads, text) => sentence`In ${leads}: ${text}.`,
  measured: (name, value) => ({ text: `${name}: ${value.text}.`, from: value.from }),
  present: (name, facts) => sentence`Present: ${name} (${facts}).`,
  undetermined: (named, reasons) => sentence`Undetermined: ${named}, because: ${reasons}.`,
  absent: (names) => sentence`Absent: ${names}.`,
  noneFound: (decisions) => sentence`Nothing is ${said('found present', ...decisions.from)}.`,
  probability: (value) => joined([said('probability'), value], ' '),
  threshold: (value) => joined([said('threshold'), value], ' '),
  uncalibrated: (calibrated) => said('not calibrated', ...calibrated.from),
  plausible: (level, decisions) =>
    joined([said('plausible at'), said(`${level.text}:`, ...level.from), decisions], ' '),
  reliesOn: (parts) => joined([said('the model relies most on'), parts], ' '),
  criterion: (name, values) => (values.text === '' ? sentence`Met: ${name}.` : sentence`Met: ${name} (${values}).`),
  notAssessed: (kind, subjects, leads, reason) =>
    leads
      ? sentence`Not assessed (${kind}) in ${leads}: ${subjects}. Reason: ${reason}.`
      : sentence`Not assessed (${kind}): ${subjects}. Reason: ${reason}.`,
  leftOut: (what) => sentence`This short form leaves out: ${what}.`,
  made: (model, digest, version, record) =>
    sentence`Made by einthoven ${version} with model ${model} (SHA-256 ${digest}) from the record with SHA-256 ${record}.`,
  disclaimer: (text) => sentence`${text}`,
};
