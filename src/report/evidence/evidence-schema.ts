import { z } from 'zod';
import { DISCLAIMER } from '../../disclaimer.ts';
import { TASKS } from '../../statements/index.ts';

/** Version of the fields. A change that a reader could stumble over makes a new one; fields that may be absent are added without. */
export const EVIDENCE_SCHEMA = 'einthoven/evidence/1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const share = z.number().min(0).max(1);
const leads = z.array(z.string());
const decision = z.enum(['present', 'absent', 'undetermined']);
const use = z.enum(['rhythm', 'intervals', 'st', 'voltage', 'model']);
const intervalOfBeat = z.object({
  fromMs: z.number().describe('Begin, ms after the onset of QRS; negative before it.'),
  toMs: z.number().describe('End, on the same scale.'),
});
const intervalOfRecord = z.object({
  fromMs: z.number().describe('Begin, ms after the first sample.'),
  toMs: z.number().describe('End, on the same scale.'),
});

const record = z.object({
  name: z.string().describe('As the source names it.'),
  sha256: sha256.describe('Of sampling rate, unit, lead names and samples.'),
  fs: z.number().describe('Sampling rate, Hz.'),
  unit: z
    .enum(['mV', 'normalised'])
    .describe('Of the samples. `normalised`: millivolts are lost, so nothing that needs a voltage is told.'),
  durationMs: z.number().describe('Length of the recording, ms.'),
  leads: leads.describe('Names, in the order of the source.'),
  recordedAt: z.string().optional().describe('Begin of the recording as the source writes it.'),
  patient: z
    .object({
      id: z.string().optional().describe("The source's own."),
      ageYears: z.number().optional().describe('Age, years.'),
      ageIsLowerBound: z
        .boolean()
        .optional()
        .describe('The source hides the age of the oldest; `ageYears` is the least it can be.'),
      sex: z.enum(['male', 'female']).optional().describe('As stated.'),
      heightCm: z.number().optional().describe('Height, cm.'),
      weightKg: z.number().optional().describe('Weight, kg.'),
    })
    .describe('What the source states; what is absent was not stated.'),
  notes: z.array(z.string()).describe('What the reader of the file left out or changed.'),
});

const model = z.object({
  name: z.string().describe('Of the model.'),
  sha256: sha256.describe("Of the model's file."),
  preparationSha256: sha256.describe('Of the steps that prepare a record for it.'),
  windows: z.number().int().describe('Windows of the record whose probabilities were averaged.'),
  warnings: z.array(z.string()).describe('What to know when reading its probabilities.'),
});

const reason = z.object({
  code: z.string().describe('For programs: `lead-off`, `muscle`, `lead-reversal`, …'),
  text: z.string().describe('In words, with value and unit.'),
});

const quality = z.object({
  acceptable: z
    .boolean()
    .describe('Whether a cardiologist would accept the record for diagnosis (learnt from CinC 2011).'),
  score: share.optional().describe('Probability of that; absent where it cannot be told.'),
  usableFor: z.array(use).describe('What the record may be used for.'),
  reasons: z.array(reason).describe('What is wrong with the record, or worth knowing.'),
  reversal: z.string().optional().describe('Cables that seem interchanged.'),
  leads: z
    .array(
      z.object({
        lead: z.string().describe('Name.'),
        score: share.describe('1 is clean, 0 unusable.'),
        usableFor: z.array(use).describe('What the lead may be used for.'),
        reasons: z.array(reason).describe('What is wrong with it.'),
      }),
    )
    .describe('Every lead; in the compact form those with reasons.'),
});

const measurement = z.object({
  id: z.string().describe('Group and field: `intervals.prMs`.'),
  value: z.union([z.number(), z.string()]).describe('A number in `unit`, or a word.'),
  unit: z.string().optional().describe('`ms`, `/min`, `°`, `%`; absent for words, counts and ratios.'),
  method: z.string().optional().describe('What was measured how; left out in the compact form.'),
  resolutionMs: z.number().optional().describe('Between two samples: no duration is known better than that.'),
});

const leadMeasurement = z.object({
  lead: z.string().describe('Name.'),
  values: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .describe(
      'By field; units are in the names: `rMv`, `stJ60Mv` against the level before QRS, `qrsMs`; `qrsShape` and `tShape` are words.',
    ),
});

const criterion = z.object({
  id: z.string().describe('In kebab-case: `sokolow-lyon`.'),
  name: z.string().describe('With its limits, in English.'),
  met: z.boolean().describe('Whether the record meets it.'),
  source: z.string().optional().describe('Publication; left out in the compact form.'),
  values: z
    .array(
      z.object({
        name: z.string().describe('As a reader of ECGs would say it: `S V1`.'),
        value: z.union([z.number(), z.string()]).describe('Measured, in `unit`.'),
        unit: z.string().optional().describe('Absent for words, counts and ratios.'),
        leads: leads.optional().describe('Leads that it was measured in; absent where it is a matter of all.'),
        limit: z.string().optional().describe('What it was compared with: `> 200`.'),
      }),
    )
    .describe('Values that it used; one that could not be measured is under `notAssessed`.'),
});

const attribution = z.object({
  method: z
    .string()
    .describe(
      'How the class was attributed to samples of the input; of *-normal, compared with a normal ECG with beats at the same times.',
    ),
  isSigned: z.boolean().describe('Whether a negative share speaks against the class.'),
  completenessError: z
    .number()
    .optional()
    .describe('By what part all values together miss the difference of the log-odds that they should add up to.'),
  parts: z
    .array(
      z.object({
        lead: z.string().describe('Name.'),
        segment: z.string().describe('`P`, `QRS`, `ST`, `T` or what lies between them.'),
        share: z.number().min(-1).max(1).describe('Of the sum of magnitudes over all leads and segments.'),
        interval: intervalOfBeat
          .optional()
          .describe('Where the segment is; absent where its boundaries were not measured.'),
      }),
    )
    .describe('The parts with the largest shares, largest first.'),
});

const finding = z.object({
  class: z.string().describe('Superclass, subclass, SCP statement, or a name of this package.'),
  level: z
    .enum(['superclass', 'subclass', 'statement', 'named'])
    .describe('What kind of class it is; `named` is outside SCP-ECG.'),
  task: z
    .enum(TASKS)
    .optional()
    .describe("The model's task that it was taken from; absent where criteria alone speak."),
  description: z.string().optional().describe('In plain English; absent of subclasses.'),
  decision: decision.describe('`undetermined` is said with reasons.'),
  probability: share.optional().describe("The model's; absent where it has no such class."),
  calibrated: z
    .boolean()
    .describe('Whether the probability was calibrated on records that the model had not learnt from.'),
  threshold: share.optional().describe('From which probability on the model calls it present.'),
  confidenceSet: z
    .object({
      level: share.describe('Share of records whose truth is in their set.'),
      decisions: z
        .array(z.enum(['present', 'absent']))
        .describe('Both where it is doubtful, none where the record is like no known one.'),
    })
    .optional()
    .describe('Decisions that are plausible at a level of confidence.'),
  agreement: z
    .enum(['agree', 'conflict', 'model-only', 'criteria-only', 'undecided'])
    .describe('How model and criteria go together.'),
  reasons: z.array(z.string()).describe('Why it is undetermined, or what to know where it is not.'),
  leads: leads.describe('Leads that the decision relies on; none where it is undetermined.'),
  interval: intervalOfRecord
    .optional()
    .describe('The part of the record that the decision relies on; absent where it is undetermined.'),
  criteria: z
    .array(z.string())
    .describe('Ids of the criteria that were asked, under `criteria` where they could be judged.'),
  criteriaRole: z
    .enum(['definition', 'support'])
    .optional()
    .describe('Whether criteria define the class or only speak for it.'),
  attribution: attribution.optional().describe('What the model relies on; present where it was asked for.'),
});

const notAssessed = z.object({
  kind: z.enum(['use', 'measurement', 'criterion', 'finding']).describe('What kind of thing could not be assessed.'),
  subjects: z.array(z.string()).describe('What: uses, ids of measurements or criteria, classes.'),
  leads: leads.describe('In which leads; none where it is a matter of the whole record.'),
  reason: z.string().describe('Why.'),
});

/** The whole evidence bundle, field by field. Nothing is null: what is not known is absent. */
export const evidenceSchema = z
  .object({
    schema: z.literal(EVIDENCE_SCHEMA).describe('Version of these fields.'),
    software: z
      .object({
        name: z.literal('einthoven').describe('This package.'),
        version: z.string().describe('Of this package.'),
      })
      .describe('What made it.'),
    disclaimer: z.literal(DISCLAIMER).describe('To be shown wherever any of it is.'),
    record: record.describe('The recording.'),
    model: model.describe('The network that gave the probabilities.'),
    quality: quality.describe('What the signal may be used for, and why not.'),
    findings: z.array(finding).describe('Decisions with evidence, most probable first within a level.'),
    measurements: z
      .array(measurement)
      .describe('Measured over all leads. What is absent is under `notAssessed`, or was looked for and is not there.'),
    beat: z
      .array(intervalOfBeat.extend({ segment: z.string().describe('`P`, `QRS`, `ST` or `T`.') }))
      .describe('Where the waves of the usual beat are: medians over its beats, all leads together.'),
    leadMeasurements: z
      .array(leadMeasurement)
      .optional()
      .describe('Measured lead by lead; left out in the compact form.'),
    criteria: z.array(criterion).describe('ECG criteria that could be judged; in the compact form those that are met.'),
    notAssessed: z.array(notAssessed).describe('What could not be assessed, by reason.'),
    leftOut: z
      .array(z.string())
      .optional()
      .describe('What the compact form leaves out, in words; absent in the full form.'),
  })
  .describe(
    'Everything that is known about one ECG: facts, quality, measurements, findings with evidence, uncertainty, and what was not assessed.',
  );

/** An evidence bundle. Plain JSON. */
export type EvidenceBundle = z.infer<typeof evidenceSchema>;

/** The bundle's JSON Schema (draft 2020-12), for programs in any language. */
export function evidenceJsonSchema(): object {
  return z.toJSONSchema(evidenceSchema);
}
