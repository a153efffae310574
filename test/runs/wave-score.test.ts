import { describe, expect, test } from 'vitest';
import { fuseReference } from '../../runs/verify/fuse-reference.ts';
import { groupMarks, type ReferenceWave, readLudb } from '../../runs/verify/ludb.ts';
import { addCounts, MARKS, scoreLeads, scoreWaves, summariseWaves } from '../../runs/verify/wave-score.ts';
import type { WaveFiducials } from '../../src/record/index.ts';
import { dataFolder } from '../data-folder.ts';

const nothing: WaveFiducials = Object.assign({}, ...MARKS.map((mark) => ({ [mark]: undefined })));
const beat = (marks: Partial<WaveFiducials>): WaveFiducials => ({ ...nothing, ...marks });
const wave = (kind: ReferenceWave['wave'], on?: number, peak?: number, off?: number): ReferenceWave => ({
  wave: kind,
  on,
  peak,
  off,
});
const marksOf = (text: string) =>
  text.split(' ').map((mark) => ({ symbol: mark.slice(0, 1), sample: Number(mark.slice(1)) }));

describe('groupMarks', () => {
  test.each([
    ['whole waves', '(10 p20 )30 (50 N55 )60', [wave('p', 10, 20, 30), wave('qrs', 50, 55, 60)]],
    ['a QRS whose onset is its peak', 'N55 )60 (80 t90 )99', [wave('qrs', undefined, 55, 60), wave('t', 80, 90, 99)]],
    ['a peak just before its onset', '(20 t30 )40 N55 (57 )60', [wave('t', 20, 30, 40), wave('qrs', 57, 55, 60)]],
    ['a peak just behind its offset', '(20 t30 )40 (55 )60 N63', [wave('t', 20, 30, 40), wave('qrs', 55, 63, 60)]],
    [
      'two peaks of one kind far apart',
      'N55 N155 )160',
      [wave('qrs', undefined, 55), wave('qrs', undefined, 155, 160)],
    ],
    ['marks that were set several times', '(1 (9 (10 t20 t22 t24 )31 )32 )50', [wave('t', 9, 22, 32)]],
    ['boundaries without a peak', '(1 )9 (20 p25 )30', [wave('p', 20, 25, 30)]],
  ])('reads %s', (_, text, waves) => {
    expect(groupMarks(marksOf(text), 500)).toEqual(waves);
  });
});

describe('scoreWaves', () => {
  const reference = [wave('qrs', 1000, 1020, 1050), wave('t', 1150, 1200, 1250), wave('qrs', 1500, 1520, 1550)];
  const score = (detected: readonly Partial<WaveFiducials>[], marked = reference) =>
    scoreWaves(marked, detected.map(beat), 500, 500);

  test('a detection 150 ms away is found, one sample further is missed and invented', () => {
    expect(score([{ qrsOn: 1075 }]).qrsOn).toEqual({
      found: 1,
      missed: 1,
      invented: 0,
      sumMs: 150,
      sumSquaresMs: 22500,
    });
    expect(score([{ qrsOn: 1076 }]).qrsOn).toMatchObject({ found: 0, missed: 2, invented: 1 });
  });

  test('errors are detection minus mark, in ms at the rate of each side', () => {
    const counts = scoreWaves(reference, [beat({ tOff: 620 })], 500, 250).tOff;
    expect(counts).toEqual({ found: 1, missed: 0, invented: 0, sumMs: -20, sumSquaresMs: 400 });
  });

  test('a mark is found once, by the nearest detection', () => {
    const counts = score([{ tPeak: 1170 }, { tPeak: 1195 }]).tPeak;
    expect(counts).toMatchObject({ found: 1, missed: 0, invented: 1, sumMs: -10 });
  });

  test('beyond 150 ms around what was marked nothing is invented', () => {
    expect(score([{ rPeak: 924 }, { rPeak: 1626 }]).rPeak.invented).toBe(0);
    expect(score([{ rPeak: 925 }, { rPeak: 1625 }]).rPeak.invented).toBe(2);
  });

  test('P before a first QRS and T behind a last QRS are not judged, since their marks would be outside the annotation', () => {
    const counts = score([{ pOff: 980, tOn: 1580 }]);
    expect([counts.pOff.invented, counts.tOn.invented]).toEqual([0, 0]);
    expect(score([{ pOff: 1480 }]).pOff.invented).toBe(1);
  });

  test('a boundary that the reference lacks is neither found nor invented', () => {
    const counts = score([{ qrsOn: 1010, qrsOff: 1050 }], [wave('qrs', undefined, 1020, 1050)]);
    expect(counts.qrsOn).toMatchObject({ found: 0, missed: 0, invented: 0 });
    expect(counts.qrsOff).toMatchObject({ found: 1, missed: 0, invented: 0 });
  });

  test('a doubtful wave counts neither way', () => {
    const doubtful = [...reference, { ...wave('t', 1650, 1700, 1750), isDoubtful: true }];
    expect(score([{ tPeak: 1200 }, { tPeak: 1702 }], doubtful).tPeak).toMatchObject({
      found: 1,
      missed: 0,
      invented: 0,
    });
    expect(score([{ tPeak: 1200 }], doubtful).tPeak).toMatchObject({ found: 1, missed: 0, invented: 0 });
  });
});

describe('scoreLeads', () => {
  test('a lead that was left out missed all its marks', () => {
    const leads = { I: [wave('qrs', 100, 120, 150)], II: [wave('qrs', 100, 120, 150)] };
    const found = { ...nothing, qPeak: undefined, sPeak: undefined, rPrimePeak: undefined, rPeak: 121 };
    const counts = scoreLeads(leads, { fs: 500, leads: { II: [found] }, fused: [], leftOut: { I: 'flat' } }, 500);
    expect(counts.rPeak).toEqual({ found: 1, missed: 1, invented: 0, sumMs: 2, sumSquaresMs: 4 });
  });
});

describe('summariseWaves', () => {
  const reference = [wave('qrs', 1000), wave('qrs', 1500), wave('qrs', 2000), wave('qrs', 2500)];
  const records = [
    scoreWaves(
      reference,
      [1002, 1504, 2006].map((qrsOn) => beat({ qrsOn })),
      500,
      500,
    ),
    scoreWaves(
      reference,
      [1000, 1500, 2000, 2250, 2500].map((qrsOn) => beat({ qrsOn })),
      500,
      500,
    ),
  ];

  test('figures are those of all marks together', () => {
    const { qrsOn } = summariseWaves(records);
    expect(qrsOn.marks).toBe(8);
    expect(qrsOn.sensitivity.value).toBe(7 / 8);
    expect(qrsOn.precision.value).toBe(7 / 8);
    expect(qrsOn.f1.value).toBe(7 / 8);
    // Errors 4, 8, 12, 0, 0, 0, 0 ms: mean 24/7, sample variance (224 − 24²/7) / 6.
    expect(qrsOn.meanErrorMs.value).toBeCloseTo(24 / 7, 12);
    expect(qrsOn.sdErrorMs.value).toBeCloseTo(Math.sqrt((224 - 576 / 7) / 6), 12);
  });

  test('the interval spans what resampled records give', () => {
    expect(summariseWaves(records).qrsOn.sensitivity.interval).toEqual([3 / 4, 1]);
  });

  test('marks that nobody set have no figures', () => {
    const { pOn } = summariseWaves(records);
    expect([pOn.marks, pOn.f1.value, pOn.sdErrorMs.value, pOn.f1.interval]).toEqual([
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('fuseReference', () => {
  const leads = {
    I: [wave('p', 800, 830, 870), wave('qrs', 990, 1020, 1040)],
    II: [wave('qrs', 1000, 1010, 1050)],
    III: [wave('qrs', 1004, 1012, 1066), wave('qrs', 1500, 1520, 1560)],
  };

  test('a wave is where the median over leads has it, or from the earliest onset to the latest offset', () => {
    const qrs = (boundaries: 'median' | 'extreme') =>
      fuseReference(leads, boundaries).find((one) => one.wave === 'qrs' && !one.isDoubtful);
    expect(qrs('median')).toEqual({ wave: 'qrs', on: 1000, peak: 1012, off: 1050, isDoubtful: false });
    expect(qrs('extreme')).toEqual({ wave: 'qrs', on: 990, peak: 1012, off: 1066, isDoubtful: false });
  });

  test('waves that fewer than half of the leads have are doubtful, and all stand in the order of time', () => {
    const waves = fuseReference(leads, 'median').map((one) => `${one.wave} ${one.on} ${one.isDoubtful}`);
    expect(waves).toEqual(['p 800 true', 'qrs 1000 false', 'qrs 1500 true']);
  });
});

const ludb = dataFolder('ludb');

describe.skipIf(ludb === undefined)('readLudb', () => {
  test('reads as many waves as the data set says, short of those marked several times', () => {
    const records = readLudb(ludb ?? '');
    expect(records).toHaveLength(200);
    const waves = records.flatMap(({ leads }) => Object.values(leads).flat());
    const count = (kind: ReferenceWave['wave']) => waves.filter((one) => one.wave === kind).length;
    // LUDB's README counts peak marks: 16,797 P, 21,966 QRS, 19,666 T. Record 116 has 13 T peaks too many in V1 and V2.
    expect([count('p'), count('qrs'), count('t')]).toEqual([16797, 21965, 19653]);
  });

  test('the reference scored against itself is found whole', () => {
    const [first] = readLudb(ludb ?? '');
    const leads = first?.leads ?? {};
    const fiducials = (waves: readonly ReferenceWave[]) =>
      waves.map(({ wave: kind, on, peak, off }) => {
        if (kind === 'p') return beat({ pOn: on, pPeak: peak, pOff: off });
        return kind === 'qrs'
          ? beat({ qrsOn: on, rPeak: peak, qrsOff: off })
          : beat({ tOn: on, tPeak: peak, tOff: off });
      });
    const all = addCounts(Object.values(leads).map((waves) => scoreWaves(waves, fiducials(waves), 500, 500)));
    const marked = Object.values(leads).flat();
    for (const mark of MARKS) expect(all[mark]).toMatchObject({ missed: 0, invented: 0, sumSquaresMs: 0 });
    expect(all.tOff.found).toBe(marked.filter((one) => one.wave === 't').length);
    expect(all.tOff.found).toBeGreaterThan(50);
  });
});
