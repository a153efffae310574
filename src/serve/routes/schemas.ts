import { z } from '@hono/zod-openapi';
import { REVIEW_ACTIONS, REVIEW_STATES } from '../../findings/index.ts';
import { SCOPES } from '../store/keys.ts';
import { DECIDED_BY } from '../worker/judge.ts';

/** Schemas of requests and answers, by their names in the OpenAPI document. */

const id = z.uuid();
const time = z.iso.datetime();
/** PostgreSQL's text holds every character but this. */
const isStorable = (text: string) => !text.includes('\0');
const label = z.string().trim().min(1).max(200).refine(isStorable);

/** What a finding may be called: a superclass, an SCP-ECG statement, or a name of this package. */
export const findingCode = z
  .string()
  .regex(/^[\w/()-]{1,64}$/)
  .openapi('FindingCode', { example: 'AFIB' });

/** An error, as it is answered. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().optional().openapi({ description: 'For programs, where the record or the request is at fault' }),
    detail: z.string(),
  })
  .openapi('Problem', { description: 'RFC 9457' });

/** The path of a record, or of a job. */
export const recordParams = z.object({ id: id.openapi({ param: { name: 'id', in: 'path' } }) });

/** The body of an upload. */
export const uploadForm = z.object({
  file: z.array(z.file()).openapi({
    type: 'array',
    items: { type: 'string', format: 'binary' },
    description: 'The files of the record: for WFDB its header (.hea) and the signal files that it names',
  }),
  label: z.array(label).optional(),
});

/** Who is to decide what is present before an upload is answered. */
export const uploadQuery = z.object({ decidedBy: z.enum(DECIDED_BY).default('model') });

const waveformSchema = z
  .object({
    type: z.literal('float32'),
    byteOrder: z.literal('little-endian'),
    unit: z.enum(['mV', 'normalised']),
    levels: z.array(
      z.object({
        level: z.int(),
        samplesPerBucket: z.int(),
        buckets: z.int().openapi({ description: 'Per lead' }),
        valuesPerBucket: z
          .int()
          .openapi({ description: '1 for samples, 2 for the smallest and the largest of a bucket' }),
        byteLength: z.int(),
        href: z.string(),
      }),
    ),
  })
  .openapi('Waveform', {
    description:
      'Lead k of a level begins at value k · buckets · valuesPerBucket. A missing sample is NaN. Ask for parts by a Range header.',
  });

/** A record: what it is, and where its parts are. */
export const recordSchema = z
  .object({
    id,
    createdAt: time,
    name: z.string(),
    fs: z.number().openapi({ description: 'Hz' }),
    durationSec: z.number(),
    startTime: z.string().optional().openapi({ description: 'As the source writes it' }),
    leads: z.array(z.string()),
    patient: z.object({
      id: z.string().optional(),
      ageYears: z.number().optional(),
      ageIsLowerBound: z.boolean().optional(),
      sex: z.enum(['male', 'female']).optional(),
      heightCm: z.number().optional(),
      weightKg: z.number().optional(),
    }),
    notes: z.array(z.string()),
    part: z.object({ fromSec: z.number(), toSec: z.number() }).openapi({
      description: 'What is diagnosed, judged and measured: the first minute. Rhythm is always of the whole record',
    }),
    labels: z.array(z.string()),
    present: z.array(z.string()).openapi({ description: 'Codes of the findings that are present' }),
    decidedBy: z.enum(DECIDED_BY).openapi({
      description: 'Who said so: the model alone, until the diagnosis is first asked for; then the whole line',
    }),
    review: z.enum(REVIEW_STATES),
    waveform: waveformSchema,
    links: z.record(z.string(), z.string()),
  })
  .openapi('Record');

/** A page of a search. */
export const recordListSchema = z
  .object({
    records: z.array(recordSchema),
    next: z.int().nullable().openapi({ description: 'To be sent as "before" for the next ones' }),
  })
  .openapi('RecordList');

/** The conditions of a search; all of them must hold. */
export const searchQuery = z.object({
  finding: findingCode.optional(),
  label: label.optional(),
  review: z.enum(REVIEW_STATES).optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The labels of a record. */
export const labelsSchema = z.object({ labels: z.array(label).max(50) }).openapi('Labels');

const actions = z.enum([...REVIEW_ACTIONS, 'edit-fiducial']);

const editSchema = z
  .object({
    fiducial: z.string().regex(/^\w{1,64}$/),
    measuredMs: z.number(),
    previousMs: z.number(),
    editedMs: z.number(),
  })
  .openapi('FiducialEdit', { description: 'A fiducial of the usual beat that was moved, ms from the onset of QRS' });

/** One entry in the history of a review. */
export const reviewSchema = z
  .object({
    id: z.int(),
    at: time,
    author: z.string(),
    authorName: z.string(),
    action: actions,
    statement: z.string().nullable(),
    comment: z.string().nullable(),
    edit: editSchema.nullable(),
  })
  .openapi('Review');

/** What a reader says. */
export const newReviewSchema = z
  .object({
    action: actions,
    statement: findingCode.optional(),
    comment: z.string().trim().min(1).max(5000).refine(isStorable).optional(),
    edit: editSchema.optional(),
  })
  .refine(({ action, statement }) => ['comment', 'edit-fiducial'].includes(action) || statement !== undefined, {
    message: 'every action but comment and edit-fiducial needs a statement',
  })
  .refine(({ action, edit }) => (action === 'edit-fiducial') === (edit !== undefined), {
    message: 'edit-fiducial needs its edit, and nothing else has one',
  })
  .refine(({ action, comment }) => action !== 'comment' || comment !== undefined, {
    message: 'a comment needs its text',
  })
  .openapi('NewReview');

/** A review: its state and its history. */
export const reviewListSchema = z
  .object({ state: z.enum(REVIEW_STATES), reviews: z.array(reviewSchema) })
  .openapi('ReviewList');

/** A batch, and how far it is. */
export const jobSchema = z
  .object({
    id,
    createdAt: time,
    state: z.enum(['running', 'finished']),
    total: z.int(),
    done: z.int(),
    failed: z.int(),
    labels: z.array(z.string()),
    links: z.record(z.string(), z.string()),
  })
  .openapi('Job');

/** A key without its secret. */
export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    tenant: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: time,
    revokedAt: time.nullable(),
  })
  .openapi('Key');

/** What a new key is made from; its tenant is that of who makes it. */
export const newKeySchema = z.object({ name: label, scopes: z.array(z.enum(SCOPES)).min(1) }).openapi('NewKey');

/** A page of the audit log. */
export const auditSchema = z
  .object({
    entries: z.array(
      z.object({
        at: time,
        keyId: z.string(),
        requestId: z.string(),
        action: z.string(),
        subject: z.string().nullable(),
      }),
    ),
    next: z.int().nullable().openapi({ description: 'To be sent as "after" for the next ones' }),
  })
  .openapi('Audit');
