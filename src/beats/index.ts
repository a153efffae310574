/** When the ventricles beat, what kind of beat each is, and what the usual one looks like. */
export { type BeatDetector, type BeatDetectorOptions, createBeatDetector } from './beat-detector.ts';
export type { Beat, BeatClass, Beats } from './beats.ts';
export { type DetectBeatsOptions, detectBeats } from './detect-beats.ts';
