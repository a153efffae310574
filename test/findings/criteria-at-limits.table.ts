import type { PatientFacts } from '../../src/record/index.ts';
import type { Changes } from './measured-ecg.ts';

/** Whose limits are others. */
export const WOMAN: PatientFacts = { sex: 'female', ageYears: 50 };
const YOUNG_MAN: PatientFacts = { sex: 'male', ageYears: 39 };

/** Changes of some leads. */
export const leads = (changes: NonNullable<Changes['leads']>): Changes => ({ leads: changes });
/** The same change of several leads. */
export const each = (names: readonly string[], change: object): Changes =>
  leads(Object.fromEntries(names.map((name) => [name, change])));
const LIMBS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'];
const CHEST = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const noQ = { qMv: undefined, qMs: undefined };

const rbbb = (qrsMs: number, rPrime: object = { rPrimeMv: 0.4 }): Changes => ({
  intervals: { qrsMs },
  leads: { V1: { ...rPrime, qrsShape: 'rSR′' }, I: { sMs: 45 }, V6: { sMs: 45 } },
});
const lbbb = (qrsMs: number, rPeakTimeMs = 70, q: object = noQ): Changes => ({
  intervals: { qrsMs },
  leads: { I: noQ, V5: { ...q, rPeakTimeMs }, V6: { ...noQ, rPeakTimeMs } },
});
const withLbbb = (st: Record<string, object>): Changes => {
  const { intervals, leads: own } = lbbb(140);
  const merged = { ...own };
  for (const [lead, change] of Object.entries(st)) merged[lead] = { ...merged[lead], ...change };
  return { ...(intervals && { intervals }), leads: merged };
};
const lafb = (qrsDeg: number, aVL: object = {}): Changes => ({
  axes: { qrsDeg },
  leads: { aVL: { rPeakTimeMs: 45, qMv: -0.05, ...aVL } },
});
const rS = { ...noQ, rMv: 0.3, sMv: -0.9 };
const qR = { qMv: -0.1, rMv: 1 };
const lpfb = (qrsDeg: number, I: object = rS): Changes => ({
  axes: { qrsDeg },
  leads: { I, aVL: rS, III: qR, aVF: qR },
});
const flutterAt = (flutterWaveRateBpm: number): Changes => ({ atria: { flutterWaveRateBpm, flutterWaveShare: 0.8 } });

const dropped = (more: NonNullable<Changes['conduction']>): Changes => ({
  conduction: {
    droppedBeatCount: 2,
    longestNonConductedRun: 1,
    fewestBeatsBetweenDrops: 3,
    ppRatioAtDrop: 1,
    prChangeAtDropMs: 0,
    ...more,
  },
});
const romhiltEstes = (rPeakTimeMs: number): Changes => ({
  // 3 points for voltage, 1 for the duration of QRS, and 1 for a late peak.
  leads: { V5: { rMv: 3, rPeakTimeMs }, V6: { rMv: 2 } },
});

/** Criterion, a record on its limit that meets it, one just beyond that does not, and whose record it is. */
export const CASES: readonly (readonly [id: string, met: Changes, notMet: Changes, patient?: PatientFacts])[] = [
  ['bradycardia', { rhythm: { rateBpm: 49.9 } }, { rhythm: { rateBpm: 50 } }],
  ['tachycardia', { rhythm: { rateBpm: 100.1 } }, { rhythm: { rateBpm: 100 } }],
  [
    'tachycardia',
    { rhythm: { regularity: 'irregularly irregular', meanRateBpm: 101 } },
    { rhythm: { meanRateBpm: 101 } },
  ],
  ['sinus-rhythm', { axes: { pDeg: 90 } }, { axes: { pDeg: 91 } }],
  ['sinus-rhythm', { axes: { pDeg: 0 } }, { axes: { pDeg: -1 } }],
  ['sinus-rhythm', { atria: { pPresence: 'before most beats' } }, { atria: { pPresence: 'before some beats' } }],
  ['sinus-bradycardia', { rhythm: { rateBpm: 49 } }, { rhythm: { rateBpm: 49 }, axes: { pDeg: -60 } }],
  [
    'sinus-tachycardia',
    { rhythm: { rateBpm: 101 } },
    { rhythm: { rateBpm: 101 }, atria: { pPresence: 'before no beat' } },
  ],
  ['sinus-arrhythmia', { rhythm: { rrMinMs: 800, rrMaxMs: 921 } }, { rhythm: { rrMinMs: 800, rrMaxMs: 920 } }],
  [
    'sinus-arrhythmia',
    { rhythm: { rrMinMs: 700, rrMaxMs: 900 } },
    { rhythm: { rrMinMs: 700, rrMaxMs: 900, ventricularCount: 1 } },
  ],
  [
    'atrial-fibrillation',
    { rhythm: { regularity: 'irregularly irregular' }, atria: { pPresence: 'before few beats' } },
    { rhythm: { regularity: 'irregularly irregular' }, atria: { pPresence: 'before some beats' } },
  ],
  ['atrial-flutter', { atria: { flutterWaveShare: 0.5 } }, { atria: { flutterWaveShare: 0.49 } }],
  ['atrial-flutter', flutterAt(240), flutterAt(239)],
  ['atrial-flutter', flutterAt(350), flutterAt(351)],
  [
    'atrial-fibrillation',
    { rhythm: { regularity: 'irregularly irregular' }, atria: { pPresence: 'before no beat' } },
    { rhythm: { regularity: 'irregularly irregular' }, atria: { pPresence: 'before no beat', flutterWaveShare: 0.7 } },
  ],
  [
    'supraventricular-tachycardia',
    { rhythm: { rateBpm: 170 }, atria: { pPresence: 'before no beat' }, intervals: { qrsMs: 119 } },
    { rhythm: { rateBpm: 170 }, atria: { pPresence: 'before no beat' }, intervals: { qrsMs: 120 } },
  ],
  [
    'wide-complex-tachycardia',
    { rhythm: { rateBpm: 101 }, intervals: { qrsMs: 120 } },
    { rhythm: { rateBpm: 101 }, intervals: { qrsMs: 119 } },
  ],
  ['ventricular-run', { rhythm: { ventricularRunCount: 1 } }, {}],
  ['premature-ventricular-beats', { rhythm: { ventricularCount: 1 } }, {}],
  ['premature-supraventricular-beats', { rhythm: { supraventricularCount: 1 } }, {}],
  ['bigeminy', { rhythm: { ectopicPattern: 'bigeminy' } }, { rhythm: { ectopicPattern: 'trigeminy' } }],
  ['trigeminy', { rhythm: { ectopicPattern: 'trigeminy' } }, { rhythm: { ectopicPattern: 'quadrigeminy' } }],
  ['pause', { rhythm: { rrMaxMs: 3001 } }, { rhythm: { rrMaxMs: 3000 } }],
  ['paced-beats', { rhythm: { pacedCount: 1 } }, {}],

  ['prolonged-pr', { intervals: { prMs: 201 } }, { intervals: { prMs: 200 } }],
  ['short-pr', { intervals: { prMs: 119 } }, { intervals: { prMs: 120 } }],
  ['mobitz-1', dropped({ prChangeAtDropMs: 21 }), dropped({ prChangeAtDropMs: 20 })],
  ['mobitz-1', dropped({ prChangeAtDropMs: 60 }), dropped({ prChangeAtDropMs: 60, ppRatioAtDrop: 0.7 })],
  ['mobitz-2', dropped({ prChangeAtDropMs: -20 }), dropped({ prChangeAtDropMs: -21 })],
  ['mobitz-2', dropped({}), dropped({ longestNonConductedRun: 2 })],
  ['two-to-one-block', dropped({ fewestBeatsBetweenDrops: 1 }), dropped({ fewestBeatsBetweenDrops: 2 })],
  ['high-grade-block', dropped({ longestNonConductedRun: 2 }), dropped({ longestNonConductedRun: 1 })],
  ['complete-block', dropped({ prRangeMs: 101 }), dropped({ prRangeMs: 100 })],
  [
    'complete-block',
    dropped({ prRangeMs: 300 }),
    { ...dropped({ prRangeMs: 300 }), rhythm: { regularity: 'regularly irregular' } },
  ],

  ['complete-rbbb', rbbb(120), rbbb(119)],
  ['complete-rbbb', rbbb(130), rbbb(130, { rPrimeMv: undefined })],
  ['complete-rbbb', rbbb(130), { ...rbbb(130), leads: { ...rbbb(130).leads, I: { sMs: 40, rMs: 40 } } }],
  ['incomplete-rbbb', rbbb(110), rbbb(109)],
  ['incomplete-rbbb', rbbb(119), rbbb(120)],
  ['complete-lbbb', lbbb(120), lbbb(119)],
  ['complete-lbbb', lbbb(120, 61), lbbb(120, 60)],
  ['complete-lbbb', lbbb(140), lbbb(140, 70, { qMv: -0.05 })],
  ['complete-lbbb', lbbb(140), { ...lbbb(140), rhythm: { pacedCount: 9 } }],
  ['incomplete-lbbb', lbbb(119), lbbb(120)],
  ['nonspecific-ivcd', { intervals: { qrsMs: 111 } }, { intervals: { qrsMs: 110 } }],
  ['nonspecific-ivcd', { intervals: { qrsMs: 130 } }, rbbb(130)],
  ['left-anterior-fascicular-block', lafb(-45), lafb(-44)],
  ['left-anterior-fascicular-block', lafb(-90), lafb(-91)],
  ['left-anterior-fascicular-block', lafb(-60), lafb(-60, { rPeakTimeMs: 44 })],
  ['left-anterior-fascicular-block', lafb(-60), lafb(-60, noQ)],
  ['left-posterior-fascicular-block', lpfb(90), lpfb(89)],
  ['left-posterior-fascicular-block', lpfb(110), lpfb(110, { ...rS, sMv: -0.3 })],
  [
    'wpw-pattern',
    { intervals: { prMs: 119, qrsMs: 120 }, conduction: { initialSlurMs: 40 } },
    { intervals: { prMs: 119, qrsMs: 120 }, conduction: { initialSlurMs: 39 } },
  ],

  ['left-axis-deviation', { axes: { qrsDeg: -31 } }, { axes: { qrsDeg: -30 } }],
  ['left-axis-deviation', { axes: { qrsDeg: -90 } }, { axes: { qrsDeg: -91 } }],
  ['right-axis-deviation', { axes: { qrsDeg: 91 } }, { axes: { qrsDeg: 90 } }],
  ['extreme-axis-deviation', { axes: { qrsDeg: -91 } }, { axes: { qrsDeg: -90 } }],

  ['prolonged-qtc', { intervals: { qtcFridericiaMs: 450 } }, { intervals: { qtcFridericiaMs: 449 } }],
  ['prolonged-qtc', { intervals: { qtcFridericiaMs: 460 } }, { intervals: { qtcFridericiaMs: 459 } }, WOMAN],
  ['qtc-500', { intervals: { qtcFridericiaMs: 500 } }, { intervals: { qtcFridericiaMs: 499 } }],
  ['short-qtc', { intervals: { qtcFridericiaMs: 390 } }, { intervals: { qtcFridericiaMs: 391 } }],

  ['p-terminal-force', leads({ V1: { pTerminalForceMvMs: -4 } }), leads({ V1: { pTerminalForceMvMs: -3.9 } })],
  ['wide-p', { intervals: { pMs: 120 } }, { intervals: { pMs: 119 } }],
  [
    'left-atrial-signs',
    { intervals: { pMs: 120 }, ...leads({ V1: { pTerminalForceMvMs: -4 } }) },
    { intervals: { pMs: 119 }, ...leads({ V1: { pTerminalForceMvMs: -4 } }) },
  ],
  [
    'left-atrial-signs',
    { intervals: { pMs: 120 }, ...leads({ V1: { pTerminalForceMvMs: -4 } }) },
    { intervals: { pMs: 120 }, ...leads({ V1: { pTerminalForceMvMs: -3.9 } }) },
  ],
  ['tall-p', leads({ II: { pMv: 0.26 } }), leads({ II: { pMv: 0.25 } })],
  ['tall-p', leads({ V1: { pPositiveMv: 0.16 } }), leads({ V1: { pPositiveMv: 0.15 } })],

  ['sokolow-lyon', leads({ V1: { sMv: -1.5 }, V6: { rMv: 2 } }), leads({ V1: { sMv: -1.49 }, V6: { rMv: 2 } })],
  ['sokolow-lyon-avl', leads({ aVL: { rMv: 1.1 } }), leads({ aVL: { rMv: 1.09 } })],
  [
    'cornell-voltage',
    leads({ aVL: { rMv: 1.1 }, V3: { sMv: -1.71 } }),
    leads({ aVL: { rMv: 1.1 }, V3: { sMv: -1.7 } }),
  ],
  ['cornell-voltage', leads({ V3: { sMv: -1.01 } }), leads({ V3: { sMv: -1 } }), WOMAN],
  // 2.45 mV · 100 ms = 245 mV·ms; women: (1.9 + 0.6) mV · 98 ms = 245 mV·ms.
  [
    'cornell-product',
    { intervals: { qrsMs: 100 }, leads: { V3: { sMv: -1.45 } } },
    { intervals: { qrsMs: 100 }, leads: { V3: { sMv: -1.43 } } },
  ],
  [
    'cornell-product',
    { intervals: { qrsMs: 98 }, leads: { V3: { sMv: -0.9 } } },
    { intervals: { qrsMs: 97 }, leads: { V3: { sMv: -0.9 } } },
    WOMAN,
  ],
  ['peguero-lo-presti', leads({ V2: { sMv: -2 }, V4: { sMv: -0.8 } }), leads({ V2: { sMv: -2 }, V4: { sMv: -0.79 } })],
  ['peguero-lo-presti', leads({ V2: { sMv: -2 } }), leads({ V2: { sMv: -1.99 } }), WOMAN],
  ['romhilt-estes', romhiltEstes(50), romhiltEstes(49)],

  ['sokolow-lyon-right', leads({ V1: { rMv: 0.76 } }), leads({ V1: { rMv: 0.75 } })],
  [
    'dominant-r-v1',
    { axes: { qrsDeg: 91 }, leads: { V1: { rMv: 0.7, sMv: -0.69 } } },
    { axes: { qrsDeg: 91 }, leads: { V1: { rMv: 0.7, sMv: -0.7 } } },
  ],

  [
    'low-limb-voltage',
    each(LIMBS, { qrsPeakToPeakMv: 0.49 }),
    leads({ ...each(LIMBS, { qrsPeakToPeakMv: 0.49 }).leads, II: {} }),
  ],
  ['low-chest-voltage', each(CHEST, { qrsPeakToPeakMv: 0.99 }), each(CHEST, { qrsPeakToPeakMv: 1 })],
  ['high-left-r', leads({ V5: { rMv: 2.61 } }), leads({ V5: { rMv: 2.6 } })],
  ['high-left-r', leads({ aVL: { rMv: 1.21 } }), leads({ aVL: { rMv: 1.2 } })],

  ['q-anteroseptal', leads({ V3: { qMs: 21 } }), leads({ V3: { qMs: 20 } })],
  ['q-anteroseptal', leads({ V2: { qrsShape: 'QS' } }), leads({ V2: { qrsShape: 'rS' } })],
  ['q-lateral', each(['V5', 'V6'], { qMs: 30, qMv: -0.1 }), each(['V5', 'V6'], { qMs: 30, qMv: -0.09 })],
  ['q-lateral', each(['I', 'aVL'], { qMs: 30, qMv: -0.1 }), each(['I', 'V6'], { qMs: 30, qMv: -0.1 })],
  ['q-inferior', each(['II', 'aVF'], { qMs: 30, qMv: -0.2 }), each(['II', 'aVF'], { qMs: 29, qMv: -0.2 })],
  [
    'r-posterior',
    each(['V1', 'V2'], { rMs: 41, rMv: 1.1, sMv: -1 }),
    each(['V1', 'V2'], { rMs: 40, rMv: 1.1, sMv: -1 }),
  ],
  ['poor-r-progression', leads({ V3: { rMv: 0.3 } }), leads({ V3: { rMv: 0.31 } })],
  ['poor-r-progression', leads({ V2: { rMv: 0.2 }, V3: { rMv: 0.2 } }), leads({ V2: { rMv: 0.21 }, V3: { rMv: 0.2 } })],

  ['st-elevation-anteroseptal', each(['V2', 'V3'], { stJMv: 0.2 }), each(['V2', 'V3'], { stJMv: 0.19 })],
  ['st-elevation-anteroseptal', each(['V2', 'V3'], { stJMv: 0.25 }), each(['V2', 'V3'], { stJMv: 0.24 }), YOUNG_MAN],
  ['st-elevation-anteroseptal', each(['V2', 'V3'], { stJMv: 0.15 }), each(['V2', 'V3'], { stJMv: 0.14 }), WOMAN],
  [
    'st-elevation-anteroseptal',
    leads({ V3: { stJMv: 0.2 }, V4: { stJMv: 0.1 } }),
    leads({ V2: { stJMv: 0.2 }, V4: { stJMv: 0.1 } }),
  ],
  ['st-elevation-lateral', each(['I', 'aVL'], { stJMv: 0.1 }), each(['I', 'aVL'], { stJMv: 0.09 })],
  ['st-elevation-inferior', each(['III', 'aVF'], { stJMv: 0.1 }), each(['III'], { stJMv: 0.3 })],
  [
    'st-depression-anteroseptal',
    each(['V3', 'V4'], { stJMv: -0.05, stJ80Mv: -0.05 }),
    each(['V3', 'V4'], { stJMv: -0.05, stJ80Mv: -0.04 }),
  ],
  [
    'st-depression-lateral',
    each(['V5', 'V6'], { stJMv: -0.05, stJ80Mv: -0.1 }),
    each(['V5', 'V6'], { stJMv: -0.04, stJ80Mv: -0.1 }),
  ],
  [
    'st-depression-inferior',
    each(['II', 'III'], { stJMv: -0.05, stJ80Mv: -0.1 }),
    each(['II'], { stJMv: -0.2, stJ80Mv: -0.2 }),
  ],
  ['t-inversion-anteroseptal', each(['V3', 'V4'], { tMv: -0.11 }), each(['V3', 'V4'], { tMv: -0.1 })],
  ['t-inversion-lateral', each(['V5', 'V6'], { tMv: -0.11 }), each(['V5', 'V6'], { tMv: -0.11, sMv: -1 })],
  ['t-inversion-inferior', each(['II', 'aVF'], { tMv: -0.2 }), each(['II'], { tMv: -0.2 })],
  ['flat-t', each(['V5', 'V6'], { tMv: 0.09 }), each(['V5', 'V6'], { tMv: 0.1 })],
  ['flat-t', each(['I', 'aVL'], { tMv: 0.05 }), leads({ I: { tMv: 0.05 }, aVL: { tMv: 0.05, rMv: 0.3 } })],

  ['sgarbossa', withLbbb({ V6: { stJMv: 0.1 } }), withLbbb({ V6: { stJMv: 0.09 } })],
  ['sgarbossa', withLbbb({ V2: { stJMv: -0.1 } }), withLbbb({ V2: { stJMv: -0.09 } })],
  ['sgarbossa', withLbbb({ V2: { stJMv: -0.1 }, V1: { stJMv: 0.5 } }), withLbbb({ V1: { stJMv: 0.5 } })],
  ['smith-modified-sgarbossa', withLbbb({ V1: { stJMv: 0.25 } }), withLbbb({ V1: { stJMv: 0.24 } })],

  ['tall-t', leads({ V3: { tMv: 1.51 } }), leads({ V3: { tMv: 1.5 } })],
  ['tall-t', leads({ II: { tMv: 0.51 } }), leads({ II: { tMv: 0.5 } })],
  [
    'hyperkalaemia-hint',
    { intervals: { prMs: 201 }, leads: { II: { tMv: 0.6 } } },
    { intervals: { prMs: 200 }, leads: { II: { tMv: 0.6 } } },
  ],
];
