import type { EcgRow, EcgStore } from '../../src/datasets/index.ts';
import { createRandom } from '../../src/random.ts';
import { STANDARD_LEADS } from '../../src/record/index.ts';
import { trainingConfigSchema } from '../../src/train/index.ts';

const SAMPLES = 400;

/**
 * A data set that can be learnt in seconds: records with IMI have a slow wave in every lead, those with NORM a fast one. Fold = id modulo 10.
 */
export function syntheticStore(records: number, seed = 1): EcgStore {
  const random = createRandom(seed);
  const counts = new Int16Array(records * 12 * SAMPLES);
  const rows = Array.from({ length: records }, (_, id): EcgRow => {
    const isInfarct = random.uniform() < 0.5;
    const hz = isInfarct ? 3 : 8;
    for (let i = 0; i < 12 * SAMPLES; i++) {
      const phase = (2 * Math.PI * hz * (i % SAMPLES)) / 100;
      counts[id * 12 * SAMPLES + i] = 500 * Math.sin(phase) + 200 * random.normal();
    }
    const statements = isInfarct ? { IMI: 100, SR: 0 } : { NORM: 100, SR: 0 };
    return {
      ecgId: id + 1,
      patientId: `p${id}`,
      ageYears: 30 + (id % 60),
      sex: id % 2 ? 'male' : 'female',
      fold: (id % 10) + 1,
      statements,
    };
  });
  const units = rows.map(() => 'mV' as const);
  const sources = [{ folder: 'synthetic', records, sha256: { 'rows.csv': 'a'.repeat(64) } }];
  return { fs: 100, leads: [...STANDARD_LEADS], samples: SAMPLES, counts, units, rows, sources };
}

/** A short run of the default recipe, on windows of one second. */
export const quickConfig = trainingConfigSchema.parse({
  task: 'superdiagnostic',
  epochs: 3,
  batch: 16,
  seed: 5,
  windowSec: 1,
  strideSec: 1,
});
