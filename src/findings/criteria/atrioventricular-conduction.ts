import { all, any, type Condition, compare, is } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { conduction, interval, rhythmWord } from './ecg-quantities.ts';
import { SOURCES } from './sources.table.ts';

/**
 * PR intervals that differ by no more are the same: on LUDB a PR interval is measured with a standard deviation of 6 ms, so the difference of two with 9,
 * of which this is somewhat more than twice.
 */
const SAME_PR_MS = 20;
/** P waves that bear no relation to QRS are spread over more than this, several times what PR varies by in conducted rhythms. */
const UNRELATED_PR_MS = 100;
/** A P wave that is not conducted comes in its time, and was no premature one, where PP intervals before and behind it differ by less. */
const IN_TIME = [0.8, 1.25] as const;

/** From the atria to the ventricles. */
export const atrioventricularConduction: readonly Criterion[] = [
  {
    id: 'prolonged-pr',
    name: 'PR interval > 200 ms',
    source: SOURCES.bradycardia,
    condition: (ecg) => compare(interval(ecg, 'prMs', 'PR'), '>', 200),
  },
  {
    id: 'short-pr',
    name: 'PR interval < 120 ms',
    source: SOURCES.conduction,
    condition: (ecg) => compare(interval(ecg, 'prMs', 'PR'), '<', 120),
  },
  {
    id: 'mobitz-1',
    name: 'single P waves not conducted, PR longer before than after (Mobitz type I)',
    source: SOURCES.bradycardia,
    condition: (ecg) => all(singleDrops(ecg), notEveryOther(ecg), compare(prChange(ecg), '>', SAME_PR_MS)),
  },
  {
    id: 'mobitz-2',
    name: 'single P waves not conducted, PR the same before and after (Mobitz type II)',
    source: SOURCES.bradycardia,
    condition: (ecg) =>
      all(
        singleDrops(ecg),
        notEveryOther(ecg),
        compare(prChange(ecg), '≤', SAME_PR_MS),
        compare(prChange(ecg), '≥', -SAME_PR_MS),
      ),
  },
  {
    id: 'two-to-one-block',
    name: 'every other P wave not conducted (2 : 1)',
    source: SOURCES.bradycardia,
    condition: (ecg) =>
      all(
        singleDrops(ecg),
        compare(beatsBetween(ecg), '≤', 1),
        compare(conduction(ecg, 'prRangeMs', 'range of PR', 'ms'), '≤', UNRELATED_PR_MS),
      ),
  },
  {
    id: 'high-grade-block',
    name: 'two P waves or more in a row not conducted',
    source: SOURCES.bradycardia,
    condition: (ecg) =>
      all(anyDrop(ecg), compare(conduction(ecg, 'longestNonConductedRun', 'P waves in a row without QRS'), '≥', 2)),
  },
  {
    id: 'complete-block',
    name: 'P waves without QRS, regular QRS, and no relation between them (complete AV block)',
    source: SOURCES.bradycardia,
    condition: (ecg) =>
      all(
        anyDrop(ecg),
        is(rhythmWord(ecg, 'regularity', 'RR intervals'), 'regular'),
        compare(conduction(ecg, 'prRangeMs', 'range of PR', 'ms'), '>', UNRELATED_PR_MS),
      ),
  },
];

const anyDrop = (ecg: MeasuredEcg) =>
  compare(conduction(ecg, 'droppedBeatCount', 'places with P waves without QRS'), '≥', 1);

/** P waves that are not conducted one at a time, and come in their time. */
function singleDrops(ecg: MeasuredEcg): Condition {
  const ratio = conduction(ecg, 'ppRatioAtDrop', 'PP before over PP behind');
  return all(
    anyDrop(ecg),
    compare(conduction(ecg, 'longestNonConductedRun', 'P waves in a row without QRS'), '≤', 1),
    compare(ratio, '>', IN_TIME[0]),
    compare(ratio, '<', IN_TIME[1]),
  );
}

const beatsBetween = (ecg: MeasuredEcg) => conduction(ecg, 'fewestBeatsBetweenDrops', 'beats between dropped ones');

/** In 2 : 1 conduction there is no telling whether PR would lengthen. */
function notEveryOther(ecg: MeasuredEcg): Condition {
  return any(compare(beatsBetween(ecg), '≥', 2), compare(conduction(ecg, 'droppedBeatCount', 'dropped beats'), '≤', 1));
}

const prChange = (ecg: MeasuredEcg) => conduction(ecg, 'prChangeAtDropMs', 'PR before minus PR behind', 'ms');
