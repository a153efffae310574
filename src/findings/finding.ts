import type { Task } from '../statements/index.ts';
import type { CriterionResult } from './criterion-result.ts';

/** What is concluded: `undetermined` is said with reasons, where evidence is missing, may not be used or contradicts itself. */
export type Decision = 'present' | 'absent' | 'undetermined';

/** The decisions that are plausible at a level of confidence: both where it is doubtful, none where the record is like no known one. */
export interface ConfidenceSet {
  /** Share of records whose truth is in their set, e.g. 0.9. */
  readonly level: number;
  readonly decisions: readonly ('present' | 'absent')[];
}

/** What the model alone says of a class. */
export interface ModelEvidence {
  /** From probability, threshold and confidence set. */
  readonly decision: Decision;
  /** Why it is undetermined; absent where it is not. */
  readonly reason?: string;
}

/** What ECG criteria alone say of a class. */
export interface CriteriaEvidence {
  /**
   * `definition`: the class is what the criteria say, so they decide both ways (first-degree AV block is a PR interval above 200 ms).
   * `support`: a criterion that is met speaks for the class, one that is not met says nothing (Q waves and infarction).
   */
  readonly role: 'definition' | 'support';
  readonly decision: Decision;
  /** The criteria that were asked, whose values stand in the results of `judgeCriteria`; of a superclass or subclass those that are met. */
  readonly results: readonly Pick<CriterionResult, 'id' | 'met'>[];
}

/** How model and criteria go together: both decide, alike or not; only one of them does; neither does. */
export type Agreement = 'agree' | 'conflict' | 'model-only' | 'criteria-only' | 'undecided';

/** What is concluded about one class, how sure, and from what. */
export interface Finding {
  /** Superclass, subclass, SCP statement or, for what PTB-XL's vocabulary lacks, a name of this package in kebab-case. */
  readonly class: string;
  /** In plain English, where the class is no subclass. */
  readonly description: string | undefined;
  readonly decision: Decision;
  /** Of the model; `undefined` where it has no such class. */
  readonly probability: number | undefined;
  readonly calibrated: boolean;
  /** Probability from which on the model calls the class present; `undefined` where none could be chosen. */
  readonly threshold: number | undefined;
  readonly confidenceSet?: ConfidenceSet;
  readonly evidence: { readonly model?: ModelEvidence; readonly criteria?: CriteriaEvidence };
  readonly agreement: Agreement;
  /** In words: why it is undetermined, and what to know where it is not. */
  readonly reasons: readonly string[];
  /** Leads that the decision relies on; none where it is undetermined. */
  readonly leads: readonly string[];
}

/**
 * The findings of a record: by task of the model, most probable first, and in `byCriteria` those that no class of the model stands for.
 */
export interface Findings extends Readonly<Partial<Record<Task, readonly Finding[]>>> {
  readonly byCriteria: readonly Finding[];
}
