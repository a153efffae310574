import { loadStore, openModel } from '../../src/node.ts';
import { taskClasses } from '../../src/statements/index.ts';
import { evaluateModel } from '../../src/train/index.ts';
import type { Section } from './section.ts';

const PROMISED = { superdiagnostic: 0.938 } as const;

const figure = (value: number | undefined) => value?.toFixed(3) ?? '–';
const interval = (bounds: readonly [number, number] | undefined) =>
  bounds ? `${figure(bounds[0])}–${figure(bounds[1])}` : '–';

/** The bundled model on fold 9, by task. */
export const diagnosis: Section = {
  name: 'diagnosis',
  data: ['ptbxl', 'ptbxl-z'],
  async measure(folders) {
    const store = await loadStore([...folders], { folds: [9] });
    const model = await openModel();
    const rows = [];
    const shortfalls = [];
    for (const task of ['all', 'diagnostic', 'subdiagnostic', 'superdiagnostic', 'form', 'rhythm'] as const) {
      const found = await evaluateModel(model, store, { folds: [9], task });
      const { n, macroAuc, macroAucInterval, leftOut, frequent } = found;
      const judged = taskClasses(task).length - leftOut.length;
      const often = `${figure(frequent.macroAuc)} (${frequent.classes})`;
      rows.push(`| ${task} | ${n} | ${judged} | ${figure(macroAuc)} | ${interval(macroAucInterval)} | ${often} |`);
      if (task in PROMISED && !((macroAuc ?? 0) >= PROMISED.superdiagnostic)) {
        shortfalls.push(`${task} macro-AUC must be at least ${PROMISED.superdiagnostic}, got ${figure(macroAuc)}`);
      }
    }
    await model.session.close();
    const markdown = [
      `\`${model.card.name}\` (${model.sha256.slice(0, 12)}), fold 9.`,
      '',
      '| task | records | classes judged | macro-AUC | 95 % interval | macro-AUC, classes with ≥ 10 positives (number) |',
      '|---|---|---|---|---|---|',
      ...rows,
    ].join('\n');
    return { markdown, shortfalls };
  },
};
