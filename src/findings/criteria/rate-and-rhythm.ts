import { all, any, type Condition, compare, is, not, unless } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { atria, atriaWord, axis, interval, rate, rhythm, rhythmWord } from './ecg-quantities.ts';
import { perEcg } from './per-ecg.ts';
import { difference } from './quantities.ts';
import { SOURCES } from './sources.table.ts';

/** Rate, origin and regularity of the rhythm, and beats before their turn. */
export const rateAndRhythm: readonly Criterion[] = [
  {
    id: 'bradycardia',
    name: 'rate < 50/min',
    source: SOURCES.bradycardia,
    condition: (ecg) => compare(rate(ecg), '<', 50),
  },
  {
    id: 'tachycardia',
    name: 'rate > 100/min',
    source: SOURCES.supraventricularTachycardia,
    condition: (ecg) => compare(rate(ecg), '>', 100),
  },
  {
    id: 'sinus-rhythm',
    name: 'a P wave with an axis of 0° to 90° (upright in I and aVF) before every QRS',
    source: SOURCES.supraventricularTachycardia,
    condition: sinusRhythm,
  },
  {
    id: 'sinus-bradycardia',
    name: 'sinus rhythm, rate < 50/min',
    source: SOURCES.bradycardia,
    condition: (ecg) => all(sinusRhythm(ecg), compare(rate(ecg), '<', 50)),
  },
  {
    id: 'sinus-tachycardia',
    name: 'sinus rhythm, rate > 100/min',
    source: SOURCES.supraventricularTachycardia,
    condition: (ecg) => all(sinusRhythm(ecg), compare(rate(ecg), '>', 100)),
  },
  {
    id: 'sinus-arrhythmia',
    name: 'sinus rhythm without premature beats, longest and shortest RR interval differ by > 120 ms',
    source: SOURCES.sinusArrhythmia,
    condition: (ecg) => {
      const spread = difference(
        'range of RR',
        rhythm(ecg, 'rrMaxMs', 'longest RR', 'ms'),
        rhythm(ecg, 'rrMinMs', 'shortest RR', 'ms'),
      );
      return all(sinusRhythm(ecg), not(premature(ecg)), compare(spread, '>', 120));
    },
  },
  {
    id: 'atrial-fibrillation',
    name: 'irregularly irregular RR intervals without P waves, and without flutter waves',
    source: SOURCES.atrialFibrillation,
    condition: atrialFibrillation,
  },
  {
    id: 'atrial-flutter',
    name: 'regular waves at 240 to 350/min that do not rest between QRS complexes',
    source: SOURCES.supraventricularTachycardia,
    condition: (ecg) => atrialFlutter(ecg),
  },
  {
    id: 'supraventricular-tachycardia',
    name: 'regular rhythm > 100/min, QRS < 120 ms, no P waves before QRS',
    source: SOURCES.supraventricularTachycardia,
    condition: (ecg) =>
      all(
        compare(rate(ecg), '>', 100),
        is(rhythmWord(ecg, 'regularity', 'RR intervals'), 'regular'),
        compare(interval(ecg, 'qrsMs', 'QRS'), '<', 120),
        withoutP(ecg),
      ),
  },
  {
    id: 'wide-complex-tachycardia',
    name: 'rate > 100/min, QRS ≥ 120 ms',
    source: SOURCES.ventricularArrhythmia,
    condition: (ecg) => all(compare(rate(ecg), '>', 100), compare(interval(ecg, 'qrsMs', 'QRS'), '≥', 120)),
  },
  {
    id: 'ventricular-run',
    name: 'three or more ventricular beats in a row',
    source: SOURCES.ventricularArrhythmia,
    condition: (ecg) => compare(rhythm(ecg, 'ventricularRunCount', 'runs of ventricular beats'), '≥', 1),
  },
  {
    id: 'premature-ventricular-beats',
    name: 'at least one premature ventricular beat',
    source: SOURCES.ventricularArrhythmia,
    condition: (ecg) => compare(rhythm(ecg, 'ventricularCount', 'ventricular beats'), '≥', 1),
  },
  {
    id: 'premature-supraventricular-beats',
    name: 'at least one premature supraventricular beat',
    source: SOURCES.supraventricularTachycardia,
    condition: (ecg) =>
      unless(
        any(atrialFibrillation(ecg), atrialFlutter(ecg)),
        'in atrial fibrillation or flutter',
        compare(rhythm(ecg, 'supraventricularCount', 'supraventricular beats'), '≥', 1),
      ),
  },
  {
    id: 'bigeminy',
    name: 'a premature beat after each other one, three times in a row',
    source: SOURCES.sinusArrhythmia,
    condition: (ecg) => is(rhythmWord(ecg, 'ectopicPattern', 'pattern of premature beats'), 'bigeminy'),
  },
  {
    id: 'trigeminy',
    name: 'a premature beat after each two others, three times in a row',
    source: SOURCES.sinusArrhythmia,
    condition: (ecg) => is(rhythmWord(ecg, 'ectopicPattern', 'pattern of premature beats'), 'trigeminy'),
  },
  {
    id: 'pause',
    name: 'a pause of more than 3 s',
    source: SOURCES.bradycardia,
    condition: (ecg) => compare(rhythm(ecg, 'rrMaxMs', 'longest RR', 'ms'), '>', 3000),
  },
  {
    id: 'paced-beats',
    name: 'QRS complexes behind stimuli of a pacemaker',
    source: SOURCES.bradycardia,
    condition: pacing,
  },
];

/** Whether a pacemaker stimulates the ventricles, for criteria that apply only then or only otherwise. Stimuli need 500 Hz to be seen. */
export function pacing(ecg: MeasuredEcg): Condition {
  return compare(rhythm(ecg, 'pacedCount', 'paced beats'), '≥', 1);
}

/** Of the power between QRS complexes, so that no other wave has as much. */
const FLUTTER_SHARE = 0.5;

/**
 * Flutter waves: the guideline names 250 to 350 per minute; readers also call it flutter from 240 on. A sinus or other rhythm whose P and T waves repeat
 * at such a rate does not put half of its power there.
 */
export const atrialFlutter = perEcg((ecg) => {
  const rateOfWaves = atria(ecg, 'flutterWaveRateBpm', 'rate of waves between QRS', '/min');
  return all(
    compare(atria(ecg, 'flutterWaveShare', 'their share of the power'), '≥', FLUTTER_SHARE),
    compare(rateOfWaves, '≥', 240),
    compare(rateOfWaves, '≤', 350),
  );
});

function atrialFibrillation(ecg: MeasuredEcg): Condition {
  const irregular = is(rhythmWord(ecg, 'regularity', 'RR intervals'), 'irregularly irregular');
  const flutter = atrialFlutter(ecg);
  // Where flutter waves could not be looked for, RR and P tell alone.
  return all(irregular, withoutP(ecg), ...(flutter.met === undefined ? [] : [not(flutter)]));
}

function sinusRhythm(ecg: MeasuredEcg): Condition {
  const pAxis = axis(ecg, 'pDeg', 'P axis');
  return all(
    is(atriaWord(ecg, 'pPresence', 'P waves'), 'before every beat', 'before most beats'),
    is(atriaWord(ecg, 'pQrsRelation', 'P and QRS'), '1:1'),
    compare(pAxis, '≥', 0),
    compare(pAxis, '≤', 90),
  );
}

const withoutP = (ecg: MeasuredEcg) => is(atriaWord(ecg, 'pPresence', 'P waves'), 'before no beat', 'before few beats');

function premature(ecg: MeasuredEcg): Condition {
  return any(
    compare(rhythm(ecg, 'ventricularCount', 'ventricular beats'), '≥', 1),
    compare(rhythm(ecg, 'supraventricularCount', 'supraventricular beats'), '≥', 1),
  );
}
