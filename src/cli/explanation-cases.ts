import { detectBeats } from '../beats/index.ts';
import { type EcgStore, storeRecord } from '../datasets/index.ts';
import { isEcgError } from '../errors.ts';
import { EXPECTED_SEGMENTS, type ExplanationCase, fiducialBeats } from '../explain/index.ts';
import { delineate, type WaveNetwork } from '../features/index.ts';
import { type Model, modelInput } from '../models/index.ts';
import { createRandom } from '../random.ts';
import { classMembers, SUPERCLASSES } from '../statements/index.ts';

/** Cases to check explanations on, and records that could be none. */
export interface ExplanationCases {
  readonly cases: readonly ExplanationCase[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Up to `perClass` records of each class that has an expected place (`EXPECTED_SEGMENTS`), drawn with a fixed seed from those that have
 * the class; a record may stand for several classes.
 *
 * @param onProgress told the cases done
 */
export async function explanationCases(
  model: Model,
  waveNetwork: WaveNetwork,
  store: EcgStore,
  perClass: number,
  onProgress: (done: number) => void,
): Promise<ExplanationCases> {
  const cases: ExplanationCase[] = [];
  const leftOut: { name: string; reason: string }[] = [];
  for (const name of Object.keys(EXPECTED_SEGMENTS)) {
    const members = SUPERCLASSES.some((one) => one === name) ? classMembers('superdiagnostic', name) : [name];
    const having = store.rows.flatMap((row, i) => (members.some((code) => code in row.statements) ? [i] : []));
    let taken = 0;
    for (const i of createRandom(1).shuffle(having)) {
      if (taken === perClass) break;
      const record = storeRecord(store, i);
      const row = store.rows[i] as EcgStore['rows'][number];
      try {
        const input = modelInput(model.card, record);
        const waves = await delineate(waveNetwork, record, detectBeats(record));
        if (waves.fused.length === 0) {
          leftOut.push({ name: record.source.name, reason: waves.reason ?? 'no wave was found' });
          continue;
        }
        const about = { name: record.source.name, patient: row.patientId, class: name };
        const beats = fiducialBeats(waves);
        cases.push({ ...about, statements: Object.keys(row.statements), input, beats });
      } catch (error) {
        if (!isEcgError(error)) throw error;
        leftOut.push({ name: record.source.name, reason: error.message });
        continue;
      }
      taken++;
      onProgress(cases.length);
    }
  }
  return { cases, leftOut };
}
