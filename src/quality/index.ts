/** Whether a signal can be used, for what, and why not. */
export type { LeadQuality, Quality, QualityReason, QualityReasonCode, Use } from './quality.ts';
