import { describe, expect, it } from 'vitest';
import { windowStarts } from '../../src/models/index.ts';

describe('windowStarts', () => {
  it('covers ten seconds with the seven windows of the published protocol', () => {
    expect(windowStarts(1000, 250, 125)).toEqual([0, 125, 250, 375, 500, 625, 750]);
  });

  it('has no window where the record is shorter than one', () => {
    expect(windowStarts(249, 250, 125)).toEqual([]);
    expect(windowStarts(250, 250, 125)).toEqual([0]);
  });
});
