import type { Beats } from '../beats/index.ts';
import type { Quality } from '../quality/index.ts';
import type { EcgRecord, WaveFiducials } from '../record/index.ts';
import type { PreparedSignal } from '../signal/index.ts';
import { measureFlutterWaves } from './flutter-waves.ts';
import { gather, type Measured, mapOutcome, NoValue } from './outcome.ts';
import { median } from './statistics.ts';
import type { Delineation } from './waves.ts';

/** How many ventricular beats have a P wave before them. */
export type PPresence =
  | 'before every beat'
  /** Three quarters or more. */
  | 'before most beats'
  | 'before some beats'
  /** A quarter or fewer. */
  | 'before few beats'
  | 'before no beat';

/** How P waves and QRS go together. */
export type PQrsRelation =
  /** One P before each QRS or at least three quarters of them, at most a single one alone. */
  | '1:1'
  /** More P than QRS: some are not conducted, two at least and one in twenty beats. */
  | 'more P than QRS'
  /** QRS without P before them. */
  | 'more QRS than P'
  /** No P at all. */
  | 'no P';

/** What the P waves tell about the atria. Where P falls into QRS or T it is not seen, and is not counted. */
export interface AtriaValues {
  readonly pPresence: PPresence;
  /** Share of ventricular beats with a P wave before them. */
  readonly pBeforeQrsShare: number;
  readonly pCount: number;
  /**
   * P waves that no QRS follows. Behind the last QRS of the record, up to 0.4 s before its end, they count where P waves are not
   * conducted elsewhere, or two of them are there: one may be half a T wave.
   */
  readonly nonConductedPCount: number;
  readonly pQrsRelation: PQrsRelation;
  /** 60 / median interval from P to P, per minute. */
  readonly atrialRateBpm: number;
  /** Rate of the strongest regular wave between QRS complexes, 210 to 360 per minute, whatever it is. */
  readonly flutterWaveRateBpm: number;
  /** Its share of the power there, 0 to 1: above half, it is a wave that never rests. */
  readonly flutterWaveShare: number;
}

/** The atria; what cannot be told is `undefined` with its reason in `notMeasured`. */
export type Atria = Measured<AtriaValues>;

const FEWEST_PP = 2;
const MOST = 0.75;
const FEW = 0.25;
/** The first P may lie before the record, and the QRS of the last one behind it. */
const LONGEST_PR_SEC = 0.4;
/** That P waves outnumber QRS needs as many that are not conducted, … */
const FEWEST_ALONE = 2;
/** … and as many of the beats. */
const LEAST_ALONE_SHARE = 0.05;

/** Describes the atria from the fused P waves, and by what goes on between QRS complexes. */
export function measureAtria(
  record: EcgRecord | PreparedSignal,
  quality: Quality,
  judged: Beats,
  { fused, reason: noWaves }: Delineation,
): Atria {
  const { fs, length, beats, reason } = judged;
  const withQrs = fused.filter(
    ({ qrsOn, pOn }) => qrsOn !== undefined && (pOn !== undefined || qrsOn > LONGEST_PR_SEC * fs),
  );
  const none = beats.length === 0 ? new NoValue(reason ?? 'no beat was found') : undefined;
  const noEntry = none ?? (withQrs.length === 0 ? new NoValue(noWaves ?? 'no QRS could be delineated') : undefined);
  const conducted = withQrs.filter(({ pOn }) => pOn !== undefined).length;
  const share = conducted / withQrs.length;
  const alone = nonConductedCount(fused, length - LONGEST_PR_SEC * fs);
  const pp = ppIntervalsMs(fused, fs);
  const flutter = none ?? measureFlutterWaves(record, quality, judged);
  return gather<AtriaValues>({
    pPresence: noEntry ?? presence(share),
    pBeforeQrsShare: noEntry ?? share,
    pCount: noEntry ?? conducted + alone,
    nonConductedPCount: noEntry ?? alone,
    pQrsRelation: noEntry ?? relation(share, alone / withQrs.length >= LEAST_ALONE_SHARE ? alone : 0),
    atrialRateBpm:
      noEntry ??
      (pp.length < FEWEST_PP
        ? new NoValue(`the atrial rate needs ${FEWEST_PP} intervals between P waves, there are ${pp.length}`)
        : 60_000 / median(pp)),
    flutterWaveRateBpm: mapOutcome(flutter, ({ rateBpm }) => rateBpm),
    flutterWaveShare: mapOutcome(flutter, ({ share: ofPower }) => ofPower),
  });
}

function presence(share: number): PPresence {
  if (share === 1) return 'before every beat';
  if (share === 0) return 'before no beat';
  if (share >= MOST) return 'before most beats';
  return share <= FEW ? 'before few beats' : 'before some beats';
}

/** P waves alone, those behind the last QRS only with company. */
function nonConductedCount(fused: readonly WaveFiducials[], lastToConduct: number): number {
  const isBeat = ({ qrsOn, rPeak }: WaveFiducials) => qrsOn !== undefined || rPeak !== undefined;
  const lastBeat = fused.findLastIndex(isBeat);
  const isAlone = (waves: WaveFiducials) => !isBeat(waves) && waves.pOn !== undefined && waves.pOn < lastToConduct;
  const between = fused.slice(0, Math.max(0, lastBeat)).filter(isAlone).length;
  const behind = fused.slice(lastBeat + 1).filter(isAlone).length;
  return between > 0 || behind >= FEWEST_ALONE ? between + behind : 0;
}

function relation(share: number, alone: number): PQrsRelation {
  if (alone >= FEWEST_ALONE) return 'more P than QRS';
  if (share >= MOST) return '1:1';
  return share === 0 ? 'no P' : 'more QRS than P';
}

/** Between P waves of entries that follow each other. */
function ppIntervalsMs(fused: readonly WaveFiducials[], fs: number): readonly number[] {
  return fused.slice(1).flatMap(({ pOn }, i) => {
    const before = fused[i]?.pOn;
    return pOn === undefined || before === undefined ? [] : [(1000 * (pOn - before)) / fs];
  });
}
