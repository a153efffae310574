import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { LEAD_REVERSALS, SIMULATED_MORPHOLOGIES, SIMULATED_RHYTHMS, simulateRecord } from '../../src/record/index.ts';
import { readAnnotationFile, readRecordFile } from '../../src/record/node.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const out = join(folder, 'sim');

describe('einthoven simulate', () => {
  test('writes the record that simulateRecord makes of the same options', () => {
    const options = ['--rate', '80', '--fs', '250', '--duration', '6', '--rr-variability', '0.05', '--seed', '7'];
    const faults = ['--fault', 'lead-off,electrode=V2,fromSec=1,toSec=2', '--fault', 'clipping,lead=V5,levelMv=0.5'];
    const noise = ['--noise', 'wander=0.1', '--noise', 'mains=0.02', '--mains-hz', '60'];
    const others = ['--morphology', 'long-qt', '--reversal', 'RA-LA', '--sex', 'female', '--age', '61'];
    const { code, stdout, stderr } = einthoven('simulate', '--out', out, ...options, ...faults, ...noise, ...others);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(`wrote ${out}.hea, ${out}.dat and ${out}.atr`);
    expect(stderr).toContain('Not clinically validated.');
    const { record } = simulateRecord({
      fs: 250,
      durationSec: 6,
      heartRateBpm: 80,
      random: createRandom(7),
      rrVariability: 0.05,
      morphology: 'long-qt',
      noise: { baselineWanderRmsMv: 0.1, mainsRmsMv: 0.02, mainsHz: 60 },
      faults: [
        { kind: 'lead-off', electrode: 'V2', fromSec: 1, toSec: 2 },
        { kind: 'clipping', lead: 'V5', levelMv: 0.5 },
      ],
      reversal: 'RA-LA',
    });
    const written = readRecordFile(out);
    expect(written).toMatchObject({ fs: 250, patient: { sex: 'female', ageYears: 61 }, source: { name: 'sim' } });
    for (const [name, samples] of Object.entries(record.leads)) {
      const difference = samples.map((mv, n) => Math.abs(mv - (written.leads[name]?.[n] as number)));
      // Written in steps of 1 µV.
      expect(Math.max(...difference)).toBeLessThanOrEqual(0.000501);
    }
  });

  test('writes and prints the truth: beats, waves, null for what does not exist', () => {
    const args = ['--ectopy', 'ventricular-trigeminy', '--rate', '70', '--duration', '12', '--leads', 'II,v5'];
    const { code, stdout } = einthoven('simulate', '--out', `${out}.hea`, ...args, '--json');
    expect(code).toBe(0);
    const truth = JSON.parse(stdout);
    expect(truth).toMatchObject({
      schema: 'einthoven/simulation/1',
      fs: 500,
      record: { leads: ['II', 'V5'] },
      parameters: { ectopy: 'ventricular-trigeminy', rate: 70, seed: 1 },
    });
    expect(Object.keys(readRecordFile(out).leads)).toEqual(['II', 'V5']);
    const premature = truth.beats.filter(({ type }: { type: string }) => type === 'ventricular');
    expect(premature.length).toBeGreaterThan(2);
    expect(premature.map((beat: { samples: { pOn: unknown } }) => beat.samples.pOn)).toEqual(premature.map(() => null));
    const { annotations } = readAnnotationFile(`${out}.atr`);
    expect(annotations.flatMap(({ symbol, sample }) => (symbol === 'V' ? [sample] : []))).toEqual(
      premature.flatMap((beat: { samples: { rPeak: number | null } }) => beat.samples.rPeak ?? []),
    );
  });

  test('--help lists every rhythm, morphology and reversal that there is', () => {
    const help = einthoven('simulate', '--help').stdout;
    for (const name of [...SIMULATED_RHYTHMS, ...SIMULATED_MORPHOLOGIES, ...LEAD_REVERSALS]) {
      expect(help).toContain(`"${name}"`);
    }
    for (const name of ['"atrial-bigeminy"', 'electrode-motion', 'lead-off', 'saturation', 'clipping', 'wander=']) {
      expect(help).toContain(name);
    }
  });

  test.each([
    [['--rhythm', 'waltz'], 'Allowed choices are sinus, atrial-fibrillation'],
    [['--rate', '300'], 'heartRateBpm must lie in 30–220, got 300'],
    [['--rate', 'fast'], 'heartRateBpm must lie in 30–220, got NaN'],
    [['--duration', '86400'], 'must be at most 3600000 samples, which are made in memory, got 43200000'],
    [['--noise', 'pink=1'], 'It must read wander=<mV rms> or muscle=<mV rms>'],
    [['--noise', 'muscle='], 'muscle must be a number, got nothing'],
    [['--fault', 'gremlins'], 'It must begin with electrode-motion, lead-off, saturation, clipping'],
    [['--fault', 'clipping,lead=V1'], 'A clipping needs levelMv'],
    [['--fault', 'lead-off,electrode=V1,levelMv=2'], 'A lead-off has electrode, fromSec, toSec, not levelMv'],
    [['--fault', 'lead-off,electrode=RL'], 'electrode of lead-off must be one of RA, LA, LL, V1'],
    [['--leads', 'II,V9'], 'must have lead V9'],
    [['--fault', 'saturation,lead=V1,levelMv=40'], 'must stay within ±32767 counts'],
  ])('refuses %j and writes nothing', (args, message) => {
    const before = readdirSync(folder);
    const { code, stdout, stderr } = einthoven('simulate', '--out', join(folder, 'refused'), ...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(readdirSync(folder)).toEqual(before);
  });

  test('with one seed writes the same bytes', () => {
    const bytes = ['a', 'b'].map((name) => {
      expect(einthoven('simulate', '--out', join(folder, name), '--seed', '3', '--noise', 'muscle=0.05').code).toBe(0);
      return readFileSync(join(folder, `${name}.dat`)).toString('base64');
    });
    expect(bytes[0]).toBe(bytes[1]);
  });
});
