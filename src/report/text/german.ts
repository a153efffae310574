import { GERMAN_CLASSES } from './german.table.ts';
import { inGerman } from './german-reasons.ts';
import { MEASUREMENT_NAMES } from './measurement-names.table.ts';
import type { Phrases } from './report-language.ts';
import { joined, said, sentence } from './sentence.ts';

const MEASUREMENTS: Readonly<Record<string, string>> = {
  'rhythm.rateBpm': 'Kammerfrequenz',
  'rhythm.regularity': 'Rhythmus',
  'rhythm.pauseCount': 'Pausen über 3 s',
  'rhythm.ventricularCount': 'Ventrikuläre Extrasystolen',
  'rhythm.supraventricularCount': 'Supraventrikuläre Extrasystolen',
  'rhythm.pacedCount': 'Stimulierte Schläge',
  'atria.pPresence': 'P-Wellen',
  'atria.pQrsRelation': 'P zu QRS',
  'intervals.pMs': 'P-Dauer',
  'intervals.prMs': 'PQ-Intervall',
  'intervals.qrsMs': 'QRS-Dauer',
  'intervals.qtMs': 'QT-Intervall',
  'intervals.qtcFridericiaMs': 'QTc (Fridericia)',
  'axes.pDeg': 'P-Achse',
  'axes.qrsDeg': 'QRS-Achse',
  'axes.tDeg': 'T-Achse',
  'hrv.sdnnMs': 'SDNN',
  'hrv.rmssdMs': 'RMSSD',
};
const USES: Readonly<Record<string, string>> = {
  rhythm: 'Rhythmus',
  intervals: 'Zeitintervalle',
  st: 'ST-Strecke',
  voltage: 'Amplituden',
  model: 'Befunde des Modells',
};
const AGREEMENTS = {
  agree: 'Modell und Kriterien stimmen überein',
  conflict: 'Modell und Kriterien widersprechen sich',
  'model-only': 'nach dem Modell',
  'criteria-only': 'nach Kriterien',
  undecided: 'weder Modell noch Kriterien entscheiden',
} as const;
const KINDS = { use: 'Signal', measurement: 'Messung', criterion: 'Kriterium', finding: 'Befund' } as const;

const names: Readonly<Record<string, { readonly de: string }>> = MEASUREMENT_NAMES;

/** Reports in German. Reasons and names that come from elsewhere as English text are translated by tables (`inGerman`). */
export const german: Phrases = {
  title: 'EKG-Bericht',
  sections: {
    record: 'Aufzeichnung',
    quality: 'Signalqualität',
    findings: 'Befunde',
    measurements: 'Messwerte',
    criteria: 'Erfüllte Kriterien',
    notAssessed: 'Nicht beurteilt',
    provenance: 'Herkunft',
  },
  number: (value, digits) => value.toFixed(digits).replace('.', ',').replace('-', '−'),
  sex: (sex) => (sex === 'male' ? 'männlich' : 'weiblich'),
  years: (age, isLowerBound) => `${isLowerBound ? 'mindestens ' : ''}${age} Jahre`,
  leadCount: (count) => (count === 1 ? '1 Ableitung' : `${count} Ableitungen`),
  use: (use) => USES[use] ?? use,
  measurement: (id) => MEASUREMENTS[id],
  missing: (id) => names[id]?.de ?? id,
  words: inGerman,
  className: ({ class: name, description }) => {
    const known = GERMAN_CLASSES[name];
    if (known !== undefined) return `${known} (${name})`;
    return description === undefined ? name : `„${description}“ (${name})`;
  },
  agreement: (agreement) => AGREEMENTS[agreement],
  kind: (kind) => KINDS[kind],
  segment: (name) => (name === 'rest' ? 'zwischen den Wellen' : name),
  allLeads: 'allen Ableitungen',
  and: 'und',
  record: (name, leads, seconds, fs, patient) =>
    sentence`Aufzeichnung ${name}: ${leads}, ${seconds} s mit ${fs} Hz; Patient: ${patient}.`,
  note: (text) => sentence`Anmerkung: ${text}.`,
  acceptable: (acceptable, is, refused) =>
    is
      ? refused
        ? sentence`Das Signal ${said('genügt', ...acceptable.from)} für eine Diagnose, aber nicht für: ${refused}.`
        : sentence`Das Signal ${said('genügt', ...acceptable.from)} für eine Diagnose.`
      : sentence`Das Signal ${said('genügt nicht', ...acceptable.from)} für eine Diagnose.`,
  recordReason: (text) => sentence`Zum Signal: ${text}.`,
  reversal: (cables) => sentence`Die Kabel ${cables} scheinen vertauscht zu sein.`,
  leadReason: (leads, text) => sentence`In ${leads}: ${text}.`,
  measured: (name, value) => ({ text: `${name}: ${value.text}.`, from: value.from }),
  present: (name, facts) => sentence`Vorhanden: ${name} (${facts}).`,
  undetermined: (named, reasons) => sentence`Unbestimmt: ${named}; Grund: ${reasons}.`,
  absent: (names) => sentence`Nicht vorhanden: ${names}.`,
  noneFound: (decisions) => sentence`Als vorhanden wurde ${said('nichts befunden', ...decisions.from)}.`,
  probability: (value) => joined([said('Wahrscheinlichkeit'), value], ' '),
  threshold: (value) => joined([said('Schwelle'), value], ' '),
  uncalibrated: (calibrated) => said('nicht kalibriert', ...calibrated.from),
  plausible: (level, decisions) =>
    joined([said('plausibel bei'), said(`${level.text}:`, ...level.from), decisions], ' '),
  reliesOn: (parts) => joined([said('das Modell stützt sich vor allem auf'), parts], ' '),
  criterion: (name, values) =>
    values.text === '' ? sentence`Erfüllt: ${name}.` : sentence`Erfüllt: ${name} (${values}).`,
  notAssessed: (kind, subjects, leads, reason) =>
    leads
      ? sentence`Nicht beurteilt (${kind}) in ${leads}: ${subjects}. Grund: ${reason}.`
      : sentence`Nicht beurteilt (${kind}): ${subjects}. Grund: ${reason}.`,
  leftOut: (what) => sentence`Diese Kurzform lässt weg: ${what}.`,
  made: (model, digest, version, record) =>
    sentence`Erstellt von einthoven ${version} mit dem Modell ${model} (SHA-256 ${digest}) aus der Aufzeichnung mit SHA-256 ${record}.`,
  disclaimer: (text) => sentence`${text}`,
};
