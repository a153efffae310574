import type { WaveFiducials } from '../record/index.ts';
import { initialSlurMs } from './initial-slur.ts';
import { gather, type Measured, mapOutcome, NoValue, type Outcome } from './outcome.ts';
import { greatest, least, median } from './statistics.ts';
import type { TypicalBeat } from './typical-beat.ts';
import type { Delineation } from './waves.ts';

/** How P waves are conducted to the ventricles, beat by beat, and how QRS begins. It describes and does not diagnose. */
export interface ConductionValues {
  /** Times that P waves without QRS stand between two beats. */
  readonly droppedBeatCount: number;
  /** The most P waves in a row that no QRS follows, between two beats. */
  readonly longestNonConductedRun: number;
  /** The fewest beats in a row between two such places, of which there are two at least: 1 in 2 : 1 conduction. */
  readonly fewestBeatsBetweenDrops: number;
  /** PR before a P wave that is not conducted minus PR behind it, the median over such places. */
  readonly prChangeAtDropMs: number;
  /**
   * The interval to the P wave that is not conducted over the next one, the median: near 1 where it comes in time, below where it is premature.
   */
  readonly ppRatioAtDrop: number;
  /** The longest PR minus the shortest, over all beats with a P wave. */
  readonly prRangeMs: number;
  /** From the onset of QRS until it rises half as steeply as it ever does, over all leads. */
  readonly initialSlurMs: number;
}

/** Conduction; what cannot be told is `undefined` with its reason in `notMeasured`. */
export type Conduction = Measured<ConductionValues>;

/** A range needs as many PR intervals. */
const FEWEST_PR = 3;

/** Describes conduction from the fused waves, and the beginning of QRS from the typical beat. */
export function measureConduction(
  { fs, fused, reason }: Delineation,
  refused: NoValue | undefined,
  typical: Outcome<TypicalBeat>,
): Conduction {
  const none = refused ?? (fused.length === 0 ? new NoValue(reason ?? 'no wave could be delineated') : undefined);
  const drops = dropsOf(fused);
  const noDrop = none ?? (drops.length === 0 ? new NoValue('every P wave is conducted') : undefined);
  const ms = (samples: number) => (1000 * samples) / fs;
  const prs = fused.flatMap((waves) => prOf(waves) ?? []);
  const changes = drops.flatMap(({ prBefore, prAfter }) =>
    prBefore === undefined || prAfter === undefined ? [] : [ms(prBefore - prAfter)],
  );
  const ratios = drops.flatMap(({ ppRatio }) => ppRatio ?? []);
  const gaps = drops.slice(1).map(({ beatsSince }) => beatsSince);
  const medianOf = (values: readonly number[], what: string) =>
    noDrop ?? (values.length === 0 ? new NoValue(`${what} could not be delineated`) : median(values));
  return gather<ConductionValues>({
    droppedBeatCount: none ?? drops.length,
    longestNonConductedRun: noDrop ?? greatest(drops.map(({ run }) => run)),
    fewestBeatsBetweenDrops: noDrop ?? (gaps.length === 0 ? new NoValue('only one beat is dropped') : least(gaps)),
    prChangeAtDropMs: medianOf(changes, 'PR around the dropped beats'),
    ppRatioAtDrop: medianOf(ratios, 'P around the dropped beats'),
    prRangeMs:
      none ??
      (prs.length < FEWEST_PR
        ? new NoValue(`a range of PR needs ${FEWEST_PR} beats with P, there are ${prs.length}`)
        : ms(greatest(prs) - least(prs))),
    initialSlurMs: mapOutcome(typical, initialSlurMs),
  });
}

/** A place where P waves are not conducted. */
interface Drop {
  /** P waves in a row. */
  readonly run: number;
  /** Beats since the last such place. */
  readonly beatsSince: number;
  /** In samples. */
  readonly prBefore: number | undefined;
  readonly prAfter: number | undefined;
  readonly ppRatio: number | undefined;
}

function dropsOf(fused: readonly WaveFiducials[]): readonly Drop[] {
  const drops: Drop[] = [];
  let beatsSince = 0;
  for (let i = 0; i < fused.length; i++) {
    if (!isAlone(fused[i])) {
      beatsSince += 1;
      continue;
    }
    let run = 1;
    while (isAlone(fused[i + run])) run += 1;
    const [before, first, last, after] = [fused[i - 1], fused[i], fused[i + run - 1], fused[i + run]];
    // Behind the last beat a P wave may still be conducted, and before the first one it has no partner.
    if (before !== undefined && after !== undefined) {
      const [earlier, later] = [between(before, first), between(last, after)];
      // In noise two P waves may begin at one moment, which is no interval.
      const ppRatio = earlier === undefined || later === undefined || later <= 0 ? undefined : earlier / later;
      drops.push({ run, beatsSince, prBefore: prOf(before), prAfter: prOf(after), ppRatio });
    }
    beatsSince = 0;
    i += run - 1;
  }
  return drops;
}

/** Whether an entry is a P wave that no QRS follows. */
function isAlone(waves: WaveFiducials | undefined): boolean {
  return waves !== undefined && waves.pOn !== undefined && waves.qrsOn === undefined && waves.rPeak === undefined;
}

function prOf({ pOn, qrsOn }: WaveFiducials): number | undefined {
  return pOn === undefined || qrsOn === undefined ? undefined : qrsOn - pOn;
}

function between(a: WaveFiducials | undefined, b: WaveFiducials | undefined): number | undefined {
  return a?.pOn === undefined || b?.pOn === undefined ? undefined : b.pOn - a.pOn;
}
