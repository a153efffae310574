/** When the ventricles beat, what kind of beat each is, and what the usual one looks like. */
export type { Beat, BeatClass, Beats } from './beats.ts';
