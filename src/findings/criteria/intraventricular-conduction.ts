import { all, any, type Condition, compare, exceeds, is, not } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { axis, conduction, inLead, interval, qrsShape, waveDuration, waveHeight } from './ecg-quantities.ts';
import { perEcg } from './per-ecg.ts';
import { pacing } from './rate-and-rhythm.ts';
import { SOURCES } from './sources.table.ts';

/** Bundle-branch and fascicular blocks and pre-excitation in adults. */
export const intraventricularConduction: readonly Criterion[] = [
  {
    id: 'complete-rbbb',
    name: 'complete right bundle branch block: QRS ≥ 120 ms, R′ in V1 or V2, wide S in I and V6',
    source: SOURCES.conduction,
    condition: (ecg) => all(compare(qrs(ecg), '≥', 120), rightBundleBranchPattern(ecg)),
  },
  {
    id: 'incomplete-rbbb',
    name: 'incomplete right bundle branch block: QRS 110–119 ms, R′ in V1 or V2, wide S in I and V6',
    source: SOURCES.conduction,
    condition: (ecg) => all(...between110And120(ecg), rightBundleBranchPattern(ecg)),
  },
  {
    id: 'complete-lbbb',
    name: 'complete left bundle branch block: QRS ≥ 120 ms, V1 negative, no q in I, V5, V6, R peak time > 60 ms in V5 or V6',
    source: SOURCES.conduction,
    condition: (ecg) => completeLeftBundleBranchBlock(ecg),
  },
  {
    id: 'incomplete-lbbb',
    name: 'incomplete left bundle branch block: QRS 110–119 ms, no q in I, V5, V6, R peak time > 60 ms in V5 and V6',
    source: SOURCES.conduction,
    condition: (ecg) => all(...between110And120(ecg), noSeptalQ(ecg), latePeak(ecg, 'V5'), latePeak(ecg, 'V6')),
  },
  {
    id: 'nonspecific-ivcd',
    name: 'QRS > 110 ms without the pattern of a bundle branch block',
    source: SOURCES.conduction,
    condition: (ecg) =>
      all(
        compare(qrs(ecg), '>', 110),
        not(rightBundleBranchPattern(ecg)),
        not(all(noSeptalQ(ecg), any(latePeak(ecg, 'V5'), latePeak(ecg, 'V6')))),
        not(any(pacing(ecg), preExcitation(ecg))),
      ),
  },
  {
    id: 'left-anterior-fascicular-block',
    name: 'left anterior fascicular block: axis −45° to −90°, qR and R peak time ≥ 45 ms in aVL, QRS < 120 ms',
    source: SOURCES.conduction,
    condition: (ecg) =>
      all(
        compare(axis(ecg, 'qrsDeg', 'QRS axis'), '≤', -45),
        compare(axis(ecg, 'qrsDeg', 'QRS axis'), '≥', -90),
        startsWithQ(ecg, 'aVL'),
        compare(inLead(ecg, 'aVL', 'rPeakTimeMs', 'R peak time'), '≥', 45),
        compare(qrs(ecg), '<', 120),
      ),
  },
  {
    id: 'left-posterior-fascicular-block',
    name: 'left posterior fascicular block: axis 90° to 180°, rS in I and aVL, qR in III and aVF, QRS < 120 ms',
    source: SOURCES.conduction,
    condition: (ecg) =>
      all(
        compare(axis(ecg, 'qrsDeg', 'QRS axis'), '≥', 90),
        rThenDeeperS(ecg, 'I'),
        rThenDeeperS(ecg, 'aVL'),
        startsWithQ(ecg, 'III'),
        startsWithQ(ecg, 'aVF'),
        compare(qrs(ecg), '<', 120),
      ),
  },
  {
    id: 'wpw-pattern',
    name: 'PR < 120 ms, QRS ≥ 120 ms, slow beginning of QRS (delta wave)',
    source: SOURCES.conduction,
    condition: (ecg) => preExcitation(ecg),
  },
];

/** The statement names no duration of a delta wave; ordinary septal activation is over by then, one small square of ECG paper. */
const DELTA_MS = 40;

/** QRS that does not begin in the usual way, so that its shape tells nothing of infarction or potassium. */
export const unusualActivation = perEcg((ecg) =>
  any(completeLeftBundleBranchBlock(ecg), pacing(ecg), preExcitation(ecg)),
);

/** Pre-excitation of the ventricles: short PR, wide QRS with a slow beginning. */
export const preExcitation = perEcg((ecg) =>
  all(
    compare(interval(ecg, 'prMs', 'PR'), '<', 120),
    compare(qrs(ecg), '≥', 120),
    compare(conduction(ecg, 'initialSlurMs', 'slow beginning of QRS', 'ms'), '≥', DELTA_MS),
  ),
);

const qrs = (ecg: MeasuredEcg) => interval(ecg, 'qrsMs', 'QRS');

const between110And120 = (ecg: MeasuredEcg) => [compare(qrs(ecg), '≥', 110), compare(qrs(ecg), '<', 120)] as const;

/** The whole criterion, for those that apply only with it or only without it. Paced and pre-excited QRS look alike and are no block. */
export const completeLeftBundleBranchBlock = perEcg((ecg) => {
  const v1 = any(is(qrsShape(ecg, 'V1'), 'QS'), rThenDeeperS(ecg, 'V1'));
  const pattern = all(v1, noSeptalQ(ecg), any(latePeak(ecg, 'V5'), latePeak(ecg, 'V6')));
  return all(compare(qrs(ecg), '≥', 120), not(any(pacing(ecg), preExcitation(ecg))), pattern);
});

/** An R′ in V1 or V2, or an R alone with a late peak in V1; and S in I and V6 longer than R or than 40 ms. */
function rightBundleBranchPattern(ecg: MeasuredEcg): Condition {
  const secondR = ['V1', 'V2'].map((lead) => compare(waveHeight(ecg, 'rPrime', lead), '>', 0));
  const pureR = all(
    compare(waveHeight(ecg, 's', 'V1'), '≤', 0),
    compare(inLead(ecg, 'V1', 'rPeakTimeMs', 'R peak time'), '>', 50),
  );
  return all(any(...secondR, pureR), wideS(ecg, 'I'), wideS(ecg, 'V6'));
}

function wideS(ecg: MeasuredEcg, lead: string): Condition {
  const s = waveDuration(ecg, 's', lead);
  return any(compare(s, '>', 40), exceeds(s, waveDuration(ecg, 'r', lead)));
}

function noSeptalQ(ecg: MeasuredEcg): Condition {
  return all(...['I', 'V5', 'V6'].map((lead) => compare(waveHeight(ecg, 'q', lead), '≤', 0)));
}

const latePeak = (ecg: MeasuredEcg, lead: string) => compare(inLead(ecg, lead, 'rPeakTimeMs', 'R peak time'), '>', 60);

/** qR: a Q, and an R that is higher. */
function startsWithQ(ecg: MeasuredEcg, lead: string): Condition {
  const q = waveHeight(ecg, 'q', lead);
  return all(compare(q, '>', 0), exceeds(waveHeight(ecg, 'r', lead), q));
}

/** rS: an R, no Q, and an S that is deeper. */
function rThenDeeperS(ecg: MeasuredEcg, lead: string): Condition {
  const r = waveHeight(ecg, 'r', lead);
  return all(compare(waveHeight(ecg, 'q', lead), '≤', 0), compare(r, '>', 0), exceeds(waveHeight(ecg, 's', lead), r));
}
