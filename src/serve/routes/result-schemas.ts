import { z } from '@hono/zod-openapi';
import { ATTRIBUTION_METHODS } from '../../explain/index.ts';
import { REPORT_FORMATS, REPORT_LANGUAGES } from '../../report/index.ts';
import { TASKS } from '../../statements/index.ts';
import { EXPLANATION_FORMATS } from '../worker/explain-record.ts';
import { findingCode } from './schemas.ts';

/** Schemas of what is found in a record, by their names in the OpenAPI document. */

const findingSchema = z.looseObject({
  class: z.string(),
  probability: z.number().optional(),
  decision: z.enum(['present', 'absent', 'undetermined']),
  reasons: z.array(z.string()),
});

/** What the whole line says of a record. */
export const diagnosisSchema = z
  .object({
    disclaimer: z.string(),
    findings: z.record(z.string(), z.array(findingSchema)).optional(),
    refusal: z.object({ code: z.string(), message: z.string() }).optional().openapi({
      description: 'In place of findings: why the model does not take the record',
    }),
  })
  .loose()
  .openapi('Diagnosis', { description: 'With the model, its figures, the preparation, warnings and every criterion' });

/** Quality or measurements of a record, as the command line prints them. */
export const measuredSchema = z
  .looseObject({ disclaimer: z.string() })
  .openapi('Measured', { description: 'null is what could not be measured, with its reason in notMeasured' });

/** What an explanation is asked for. */
export const explanationQuery = z.object({
  class: findingCode.openapi({ description: 'Superclass, subclass or statement', example: 'MI' }),
  task: z.enum(TASKS).optional().openapi({ description: 'Where several tasks have the class' }),
  method: z
    .enum(ATTRIBUTION_METHODS)
    .optional()
    .openapi({ description: 'The one recommended for the class unless said' }),
  format: z.enum(EXPLANATION_FORMATS).default('json'),
});

/** Which samples of which leads a class rests on. */
export const explanationSchema = z
  .looseObject({
    disclaimer: z.string(),
    task: z.enum(TASKS),
    class: z.string(),
    method: z.enum(ATTRIBUTION_METHODS),
    isSigned: z.boolean().openapi({ description: 'In log-odds, for and against; otherwise magnitudes' }),
    fs: z.number().openapi({ description: 'Hz, of the input of the model' }),
    leads: z.record(z.string(), z.array(z.number())),
    seenSec: z.object({ fromSec: z.number(), toSec: z.number() }),
    logOdds: z.number(),
    cells: z
      .array(z.looseObject({ lead: z.string(), segment: z.string(), sum: z.number(), share: z.number() }))
      .nullable(),
  })
  .openapi('Explanation');

/** What a report is asked for. */
export const reportQuery = z.object({
  format: z
    .enum([...REPORT_FORMATS, 'fhir'])
    .default('json')
    .openapi({
      description: 'The evidence bundle, its sentences as Markdown, a page as SVG or PDF, or an HL7 FHIR R4 Bundle',
    }),
  language: z.enum(REPORT_LANGUAGES).default('en').openapi({ description: 'Of Markdown, SVG and PDF' }),
});
