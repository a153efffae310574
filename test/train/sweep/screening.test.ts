import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { type ScreenedField, screeningEffects, sweepConfigSchema, sweepSettings } from '../../../src/train/index.ts';

const fieldsNamed = (count: number): ScreenedField[] => Array.from({ length: count }, (_, i) => [`field${i}`, i]);
const settingsOf = (fields: readonly ScreenedField[]) =>
  sweepSettings(
    sweepConfigSchema.parse({
      search: Object.fromEntries(fields.map(([path, value]) => [path, [value]])),
      method: 'screen',
    }),
  );

describe('a screening', () => {
  it.each([
    [1, 2],
    [3, 4],
    [4, 8],
    [13, 16],
    [15, 16],
  ])(
    'of %i fields has %i trials, the first of them the base, each field in half of them and each pair in a quarter',
    (count, runs) => {
      const fields = fieldsNamed(count);
      const trials = settingsOf(fields);
      expect(trials).toHaveLength(runs);
      expect(trials[0]).toEqual({});
      expect(new Set(trials.map((settings) => JSON.stringify(settings)))).toHaveLength(runs);
      const having = (...paths: string[]) =>
        trials.filter((settings) => paths.every((path) => path in settings)).length;
      for (const [path] of fields) {
        expect(having(path)).toBe(runs / 2);
        for (const [other] of fields) if (other !== path) expect(having(path, other)).toBe(runs / 4);
      }
    },
  );

  it('tells effects that add up, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 15 }), (effects) => {
        const fields = fieldsNamed(effects.length);
        const trials = settingsOf(fields).map((settings) => {
          const figure = Object.keys(settings).reduce((sum, path) => sum + (effects[Number(path.slice(5))] ?? 0), 0.5);
          return { settings, byPart: [figure, figure + 0.1] };
        });
        const found = screeningEffects(fields, trials);
        for (const [i, effect] of effects.entries()) expect(found[i]?.effect).toBeCloseTo(effect, 10);
        expect(found[0]?.standardError).toBeCloseTo(0, 10);
      }),
    );
  });

  it('is not misled by pairs that act together, with as many fields as half of the trials', () => {
    const fields = fieldsNamed(8);
    const trials = settingsOf(fields).map((settings) => {
      const together = 'field2' in settings && 'field5' in settings ? 1 : 0;
      return { settings, byPart: [together] };
    });
    const found = screeningEffects(fields, trials);
    // Half of the pair's effect is an effect of each of the two, and none of another.
    const effects = found.map(({ effect }) => effect);
    expect(effects).toEqual([0, 0, 0.5, 0, 0, 0.5, 0, 0]);
    expect(found[0]?.standardError).toBeUndefined();
  });

  it('has a standard error as noise of the figures gives it', () => {
    const random = createRandom(1);
    const fields = fieldsNamed(15);
    const sd = 0.01;
    const rounds = Array.from({ length: 200 }, () =>
      screeningEffects(
        fields,
        settingsOf(fields).map((settings) => ({ settings, byPart: [1, 2, 3].map(() => sd * random.normal()) })),
      ),
    );
    // 16 trials of three parts: a difference of two means of 24 values.
    const expected = sd * Math.sqrt(2 / 24);
    const spread = Math.sqrt(
      rounds.flat().reduce((sum, { effect }) => sum + effect ** 2, 0) / (rounds.length * fields.length),
    );
    expect(spread / expected).toBeCloseTo(1, 1);
    const told = rounds.reduce((sum, [first]) => sum + (first?.standardError ?? 0), 0) / rounds.length;
    expect(told / expected).toBeCloseTo(1, 1);
  });
});
