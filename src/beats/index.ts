/**
 * When the ventricles beat, what kind of beat each is, and what the usual one looks like.
 *
 * `detectBeats` looks at a whole record, `createBeatDetector` at one that comes in blocks; they find the same. In each lead, the phase-free
 * envelope around 15 Hz shows QRS (`qrs-envelope.ts`); leads are joined in units of their usual QRS, by how far it stands out at that time
 * (`fuse-envelopes.ts`); maxima become beats by thresholds that follow beats and noise (`pick-beats.ts`); R is placed in one lead for all
 * (`locate-peaks.ts`). Classes come from shape (`beat-shapes.ts`), timing, and stimuli before QRS (`pacing-spikes.ts`). `medianBeat` is
 * the usual beat in all leads.
 */
export { type BeatDetector, type BeatDetectorOptions, createBeatDetector } from './beat-detector.ts';
export type { Beat, BeatClass, Beats } from './beats.ts';
export { type DetectBeatsOptions, detectBeats } from './detect-beats.ts';
export { type MedianBeat, medianBeat } from './median-beat.ts';
