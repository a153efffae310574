import { medianBeat } from '../../beats/index.ts';
import { DISCLAIMER } from '../../disclaimer.ts';
import {
  type AttributionMethod,
  attribute,
  attributionCells,
  type Explainer,
  explainedClass,
  fiducialBeats,
} from '../../explain/index.ts';
import { measureRecord } from '../../features/index.ts';
import type { EcgRecord } from '../../record/index.ts';
import { drawExplanation, toSvg } from '../../report/index.ts';
import type { Task } from '../../statements/index.ts';
import type { Judges } from './judge.ts';

/** Forms of an explanation: numbers, or colours on the tracing. */
export const EXPLANATION_FORMATS = ['json', 'svg'] as const;

/** What is asked about a record: why a class is probable. */
export interface ExplanationQuestion {
  /** Superclass, subclass or statement. */
  readonly class: string;
  /** Where several tasks have the class. */
  readonly task?: Task | undefined;
  readonly method: AttributionMethod;
  readonly format: (typeof EXPLANATION_FORMATS)[number];
}

/** Decimals of an attribution in log-odds: finer than what anybody draws, and a quarter of the text. */
const DECIMALS = 5;

/**
 * Which samples of which leads a class rests on.
 *
 * @throws EcgError `invalid-argument` for a class that the model has not, `model-mismatch` for a record that it does not take
 */
export async function explainRecord(
  { model, network }: Judges,
  explainer: Explainer,
  record: EcgRecord,
  question: ExplanationQuestion,
): Promise<string> {
  const target = explainedClass(model.card, question.class, question.task);
  const { beats, waves } = await measureRecord(network, record);
  const fiducials = fiducialBeats(waves);
  const attribution = await attribute(explainer, record, target, question.method, { beats: fiducials });
  if (question.format === 'svg') {
    return toSvg(drawExplanation({ record, attribution, beats, median: medianBeat(record, beats) }));
  }
  const hasWaves = waves.fused.length > 0;
  return JSON.stringify({
    disclaimer: DISCLAIMER,
    model: { name: model.card.name, sha256: model.sha256 },
    ...attribution,
    leads: Object.fromEntries(Object.entries(attribution.leads).map(([lead, values]) => [lead, rounded(values)])),
    cells: hasWaves ? attributionCells(attribution, fiducials) : null,
    ...(!hasWaves && { cellsReason: waves.reason ?? 'no wave was found' }),
  });
}

function rounded(values: Float32Array): number[] {
  return Array.from(values, (value) => Number(value.toFixed(DECIMALS)));
}
