import type { Quality } from '../quality/index.ts';
import { type EcgRecord, NO_WAVES, type WaveFiducials } from '../record/index.ts';
import { durationsMs } from './intervals.ts';
import { type LeadAmplitudes, stLevels, waveAmplitudes } from './lead-amplitudes.ts';
import { gather, type Measured, mapOutcome, NoValue, type Outcome } from './outcome.ts';
import { median } from './statistics.ts';
import type { TypicalBeat } from './typical-beat.ts';
import { leadRefusal, voltageRefusal } from './use-of-leads.ts';
import type { UsualBeats } from './usual-beats.ts';
import type { Delineation } from './waves.ts';

/** What is measured in one lead: durations between its own boundaries, and amplitudes within the global ones. */
export interface LeadValues extends LeadAmplitudes {
  readonly pMs: number;
  readonly prMs: number;
  readonly qrsMs: number;
  readonly qtMs: number;
}

/** One lead's measurements; what could not be measured is `undefined` with its reason in `notMeasured`. */
export type LeadMeasurements = Measured<LeadValues>;

/** Where the measurements of a lead come from. */
export interface LeadSources {
  readonly record: EcgRecord;
  readonly quality: Quality;
  readonly waves: Delineation;
  readonly usual: Outcome<UsualBeats>;
  readonly typical: Outcome<TypicalBeat>;
}

/** Measures one lead, for each use only where its quality allows it. */
export function measureLead(name: string, { record, quality, waves, usual, typical }: LeadSources): LeadMeasurements {
  const noVoltage = voltageRefusal(record);
  const amplitudes = amplitudeOutcomes(noVoltage ?? leadRefusal(quality, name, 'voltage') ?? typical, (beat) =>
    waveAmplitudes(beat, leadOf(beat, name)),
  );
  const st = amplitudeOutcomes(noVoltage ?? leadRefusal(quality, name, 'st') ?? typical, (beat) =>
    stLevels(beat, leadOf(beat, name)),
  );
  const refused = leadRefusal(quality, name, 'intervals');
  const duration = (from: keyof WaveFiducials, to: keyof WaveFiducials, what: string) =>
    refused ??
    mapOutcome(usual, ({ beats }) => {
      const own = waves.leads[name];
      if (own === undefined) return new NoValue(waves.leftOut[name] ?? 'the lead was not delineated');
      const entries = beats.flatMap(({ entry }) => own[entry] ?? []);
      return mapOutcome(durationsMs(entries, from, to, record.fs, what), median);
    });
  return gather<LeadValues>({
    pMs: duration('pOn', 'pOff', 'P'),
    prMs: duration('pOn', 'qrsOn', 'P'),
    qrsMs: duration('qrsOn', 'qrsOff', 'QRS'),
    qtMs: duration('qrsOn', 'tOff', 'the end of T'),
    ...amplitudes,
    ...st,
  });
}

/** The outcomes on a beat, or for each of their names why there is no beat to measure. */
function amplitudeOutcomes<T extends object>(beat: Outcome<TypicalBeat>, use: (beat: TypicalBeat) => T): T {
  if (!(beat instanceof NoValue)) return use(beat);
  // The names are those of the outcomes on a beat without waves.
  const empty = use({ fs: 1, waves: NO_WAVES, leads: {}, beatCount: 0 });
  return Object.fromEntries(Object.keys(empty).map((name) => [name, beat])) as T;
}

function leadOf(beat: TypicalBeat, name: string): Float64Array {
  return beat.leads[name] ?? new Float64Array(0);
}
