import { DISCLAIMER } from '../disclaimer.ts';
import type { LeadMeasurements, Measurements } from '../features/index.ts';
import type { Quality } from '../quality/index.ts';
import { notMeasured } from '../report/index.ts';
import { criteriaLines } from './criteria-text.ts';
import type { Measurement } from './measurement.ts';
import { table } from './text-table.ts';

const whole = (value: number | undefined) => (value === undefined ? '–' : String(Math.round(value)));
const ms = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value)} ms`);
const degrees = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value)}°`);
const hundredths = (value: number | undefined) => (value === undefined ? '' : fixed(value, 2));
/** Without the sign of a rounded 0. */
const fixed = (value: number, digits: number) => value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1');

/** Measurements for people: as in the head of an electrocardiogram, then lead by lead, then what could not be measured. */
export function measurementText({ record, part, measurements, quality, criteria }: Measurement): string {
  const sex = record.patient.sex ?? 'sex not stated';
  const age = record.patient.ageYears === undefined ? 'age not stated' : `${record.patient.ageYears} years`;
  const isPart = part.toSec - part.fromSec < record.durationSec;
  return [
    `record ${record.name}: ${record.leads.length} leads, ${record.durationSec.toFixed(1)} s at ${record.fs} Hz, ${sex}, ${age}`,
    ...record.notes.map((note) => `note: ${note}`),
    ...(isPart
      ? [`rhythm of the whole record; waves, intervals and amplitudes of ${part.fromSec} to ${part.toSec.toFixed(1)} s`]
      : []),
    '',
    ...headLines(measurements),
    '',
    ...leadLines(measurements),
    'amplitudes in mV against the level before QRS; ST at J, J+60 and J+80 ms, slope in mV/s',
    ...hrvLines(measurements),
    ...criteriaLines(criteria),
    ...qualityLines(quality),
    ...notMeasuredLines(measurements, record.durationSec),
    '',
    DISCLAIMER,
    '',
  ].join('\n');
}

function headLines({ rhythm, atria, intervals, axes }: Measurements): readonly string[] {
  const range = ` (${whole(rhythm.slowestBpm)}–${whole(rhythm.fastestBpm)})`;
  const pr = intervals.prMs === undefined ? '' : ` (${whole(intervals.prMinMs)}–${whole(intervals.prMaxMs)})`;
  const line = (name: string, value: string, more: string) =>
    `${name.padEnd(12)} ${value.padEnd(18)} ${more}`.trimEnd();
  return [
    line(
      'rate',
      `${whole(rhythm.rateBpm)}/min${range}`,
      words(rhythm.regularity, rhythm.rateClass, ...ectopics(rhythm)),
    ),
    line('P waves', atria.pPresence ?? '–', words(atria.pQrsRelation, atrialRate(atria))),
    line('P', ms(intervals.pMs), ''),
    line('PR', `${ms(intervals.prMs)}${pr}`, ''),
    line('QRS', ms(intervals.qrsMs), intervals.jtMs === undefined ? '' : `JT ${ms(intervals.jtMs)}`),
    line('QT', ms(intervals.qtMs), `QTc ${ms(intervals.qtcFridericiaMs)} (Fridericia), ${otherQtc(intervals)}`),
    line(
      'axes',
      `${degrees(axes.pDeg)} ${degrees(axes.qrsDeg)} ${degrees(axes.tDeg)}`,
      words('of P, QRS and T', axes.qrsClass && `QRS axis ${axes.qrsClass}`),
    ),
  ];
}

const words = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(', ');

function atrialRate({ atrialRateBpm }: Measurements['atria']): string | undefined {
  return atrialRateBpm === undefined ? undefined : `atrial rate ${whole(atrialRateBpm)}/min`;
}

function otherQtc({ qtcBazettMs, qtcFraminghamMs, qtcHodgesMs, qtcRautaharjuMs }: Measurements['intervals']): string {
  return [
    `Bazett ${whole(qtcBazettMs)}`,
    `Framingham ${whole(qtcFraminghamMs)}`,
    `Hodges ${whole(qtcHodgesMs)}`,
    `Rautaharju ${whole(qtcRautaharjuMs)}`,
  ].join(', ');
}

/** Premature beats, pauses and pacing, each where there is one. */
function ectopics(rhythm: Measurements['rhythm']): readonly string[] {
  const counted = [
    [rhythm.ventricularCount, 'ventricular'],
    [rhythm.supraventricularCount, 'supraventricular'],
    [rhythm.pacedCount, 'paced'],
    [rhythm.pauseCount, rhythm.pauseCount === 1 ? 'pause above 3 s' : 'pauses above 3 s'],
    [rhythm.ventricularRunCount, rhythm.ventricularRunCount === 1 ? 'ventricular run' : 'ventricular runs'],
  ] as const;
  const pattern = rhythm.ectopicPattern;
  return [
    ...counted.flatMap(([count, name]) => ((count ?? 0) > 0 ? [`${count} ${name}`] : [])),
    ...(pattern === undefined || pattern === 'none' ? [] : [pattern]),
  ];
}

const LEAD_HEADER = ['lead', 'QRS', 'P', 'Q', 'R', 'S', 'R′', 'J', 'J+60', 'J+80', 'slope', 'T', '', 'QRS ms', 'QT ms'];

function leadLines({ leads }: Measurements): readonly string[] {
  const rows = Object.entries(leads).map(leadRow);
  return table(LEAD_HEADER, rows)
    .split('\n')
    .flatMap((row) => (row === '' ? [] : [row.trimEnd()]));
}

function leadRow([name, lead]: readonly [string, LeadMeasurements]): readonly string[] {
  const { pMv, qMv, rMv, sMv, rPrimeMv, stJMv, stJ60Mv, stJ80Mv, tMv } = lead;
  const amplitudes = [pMv, qMv, rMv, sMv, rPrimeMv, stJMv, stJ60Mv, stJ80Mv].map(hundredths);
  const slope = lead.stSlopeMvPerSec === undefined ? '' : fixed(lead.stSlopeMvPerSec, 1);
  const durations = [lead.qrsMs, lead.qtMs].map((value) => (value === undefined ? '' : whole(value)));
  return [name, lead.qrsShape ?? '', ...amplitudes, slope, hundredths(tMv), lead.tShape ?? '', ...durations];
}

function hrvLines({ hrv }: Measurements): readonly string[] {
  if (hrv.sdnnMs === undefined) return [];
  const spectrum =
    hrv.lfMs2 === undefined
      ? ''
      : `; LF ${whole(hrv.lfMs2)} ms², HF ${whole(hrv.hfMs2)} ms², LF/HF ${hundredths(hrv.lfHfRatio)}`;
  const time = `SDNN ${whole(hrv.sdnnMs)} ms, RMSSD ${whole(hrv.rmssdMs)} ms, pNN50 ${whole(hrv.pnn50Percent)} %`;
  const poincare = `SD1 ${whole(hrv.sd1Ms)} ms, SD2 ${whole(hrv.sd2Ms)} ms`;
  return ['', `heart rate variability of ${hrv.nnCount} intervals: ${time}, ${poincare}${spectrum}`];
}

function qualityLines({ reasons, leads }: Quality): readonly string[] {
  const ofLeads = Object.entries(leads).flatMap(([name, lead]) =>
    lead.reasons.length === 0 ? [] : [`quality: lead ${name}: ${lead.reasons.map(({ text }) => text).join('; ')}`],
  );
  const ofRecord = reasons.map(({ text }) => `quality: ${text}`);
  const all = [...ofRecord, ...ofLeads];
  return all.length === 0 ? [] : ['', ...all];
}

/** One line per reason, with all that it kept from being measured. */
function notMeasuredLines(measurements: Measurements, durationSec: number): readonly string[] {
  const lines = notMeasured(measurements, durationSec).map(({ reason, values }) => {
    const names = values.map(({ lead, field }) => (lead === undefined ? field : `${lead} ${field}`));
    return `  ${shortened(names)}: ${reason}`;
  });
  return lines.length === 0 ? [] : ['', 'not measured', ...lines];
}

const SHOWN_NAMES = 6;

function shortened(names: readonly string[]): string {
  const rest = names.length - SHOWN_NAMES;
  return rest <= 1 ? names.join(', ') : `${names.slice(0, SHOWN_NAMES).join(', ')} and ${rest} more`;
}
