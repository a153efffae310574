/**
 * Whether a signal can be used, for what, and why not. `assessQuality` answers per lead and per record, with reasons in words that
 * carry a value and its unit.
 *
 * Each lead is measured (`raw-indices.ts`, `slow-lead.ts`, `spectral-indices.ts`, `complexes.ts`), the learnt decision adds up what is
 * bad about it (`badness.ts`, `acceptability.table.ts`), and limits say what is wrong in words (`lead-reasons.ts`, `limits.table.ts`).
 */
export { assessQuality } from './assess-quality.ts';
export { detectLeadReversal, type LeadReversalFinding } from './lead-reversal.ts';
export type { LeadQuality, Quality, QualityReason, QualityReasonCode, Use } from './quality.ts';
