import type { Measurements } from '../../features/index.ts';

/** A measurement over all leads, as a bundle lists it. */
export interface ListedMeasurement {
  readonly group: Exclude<keyof Measurements, 'leads'>;
  readonly field: string;
  readonly unit?: 'ms' | '/min' | '°' | '%' | 'ms²' | 's';
  readonly method: string;
}

const TIMES = 'from the times of the R peaks';
const FUSED = 'from the boundaries over all leads, median over the usual beats';
const AXIS = 'least squares over the net areas in the usable limb leads';
const NN = 'Task Force 1996, over normal-to-normal intervals';

/** The measurements over all leads, in the order in which they are read. */
// biome-ignore format: one measurement per line
export const LISTED_MEASUREMENTS: readonly ListedMeasurement[] = [
  { group: 'rhythm', field: 'rateBpm', unit: '/min', method: '60 / median RR interval' },
  { group: 'rhythm', field: 'meanRateBpm', unit: '/min', method: '60 / mean RR interval' },
  { group: 'rhythm', field: 'slowestBpm', unit: '/min', method: '60 / longest RR interval' },
  { group: 'rhythm', field: 'fastestBpm', unit: '/min', method: '60 / shortest RR interval' },
  { group: 'rhythm', field: 'rateClass', method: 'bradycardia below 50/min, tachycardia above 100/min' },
  { group: 'rhythm', field: 'regularity', method: TIMES },
  { group: 'rhythm', field: 'beatCount', method: 'R peaks over all leads' },
  { group: 'rhythm', field: 'pauseCount', method: 'RR intervals above 3 s' },
  { group: 'rhythm', field: 'ventricularCount', method: 'shape and time of each beat' },
  { group: 'rhythm', field: 'supraventricularCount', method: 'shape and time of each beat' },
  { group: 'rhythm', field: 'pacedCount', method: 'spikes before the beat' },
  { group: 'rhythm', field: 'ectopicPattern', method: 'how premature beats alternate with the others' },
  { group: 'rhythm', field: 'ventricularRunCount', method: 'three or more ventricular beats in a row' },
  { group: 'atria', field: 'pPresence', method: 'share of beats with a P wave before them' },
  { group: 'atria', field: 'pQrsRelation', method: 'P waves and QRS complexes counted' },
  { group: 'atria', field: 'atrialRateBpm', unit: '/min', method: '60 / median PP interval' },
  { group: 'conduction', field: 'droppedBeatCount', method: 'places where P waves without QRS stand between two beats' },
  { group: 'conduction', field: 'initialSlurMs', unit: 'ms', method: 'onset of QRS until it rises half as steeply as it ever does' },
  { group: 'intervals', field: 'pMs', unit: 'ms', method: FUSED },
  { group: 'intervals', field: 'prMs', unit: 'ms', method: FUSED },
  { group: 'intervals', field: 'prMinMs', unit: 'ms', method: 'the shortest' },
  { group: 'intervals', field: 'prMaxMs', unit: 'ms', method: 'the longest' },
  { group: 'intervals', field: 'qrsMs', unit: 'ms', method: FUSED },
  { group: 'intervals', field: 'qtMs', unit: 'ms', method: FUSED },
  { group: 'intervals', field: 'jtMs', unit: 'ms', method: FUSED },
  { group: 'intervals', field: 'qtcFridericiaMs', unit: 'ms', method: 'QT corrected by Fridericia' },
  { group: 'intervals', field: 'qtcBazettMs', unit: 'ms', method: 'QT corrected by Bazett, from 60 to 100/min only' },
  { group: 'intervals', field: 'qtcFraminghamMs', unit: 'ms', method: 'QT corrected by Framingham' },
  { group: 'intervals', field: 'qtcHodgesMs', unit: 'ms', method: 'QT corrected by Hodges' },
  { group: 'intervals', field: 'qtcRautaharjuMs', unit: 'ms', method: 'QT corrected by Rautaharju' },
  { group: 'axes', field: 'pDeg', unit: '°', method: AXIS },
  { group: 'axes', field: 'qrsDeg', unit: '°', method: AXIS },
  { group: 'axes', field: 'qrsClass', method: 'normal from −30° to 90°, left to −90°, right to 180°, extreme beyond' },
  { group: 'axes', field: 'tDeg', unit: '°', method: AXIS },
  { group: 'axes', field: 'qrsTAngleDeg', unit: '°', method: 'between the axes of QRS and T' },
  { group: 'hrv', field: 'sdnnMs', unit: 'ms', method: NN },
  { group: 'hrv', field: 'rmssdMs', unit: 'ms', method: NN },
  { group: 'hrv', field: 'pnn50Percent', unit: '%', method: NN },
  { group: 'hrv', field: 'lfMs2', unit: 'ms²', method: `${NN}, Welch` },
  { group: 'hrv', field: 'hfMs2', unit: 'ms²', method: `${NN}, Welch` },
];
