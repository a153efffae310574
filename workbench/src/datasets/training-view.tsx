import { Chart, points, roundTicks } from './chart.tsx';
import type { Epoch } from './read-file.ts';

/** The learning curves of a training: loss, and macro-AUC on validation records where they were judged. */
export function TrainingView({ epochs }: { readonly epochs: readonly Epoch[] }) {
  const judged = epochs.flatMap(({ epoch, validationAuc }) =>
    validationAuc === undefined ? [] : [[epoch, validationAuc] as const],
  );
  const best = judged.reduce<readonly [number, number] | undefined>(
    (top, one) => (top === undefined || one[1] > top[1] ? one : top),
    undefined,
  );
  const last = epochs.at(-1);
  return (
    <>
      <p>
        {epochs.length} epochs; loss {last?.loss.toFixed(4)} in the last
        {best !== undefined && `; best validation macro-AUC ${best[1].toFixed(4)} after epoch ${best[0]}`}.
      </p>
      <div className="views">
        <Curve title="Loss" of={epochs.map(({ epoch, loss }) => [epoch, loss])} />
        {judged.length > 0 && <Curve title="Validation macro-AUC" of={judged} />}
      </div>
    </>
  );
}

function Curve({ title, of }: { readonly title: string; readonly of: readonly (readonly [number, number])[] }) {
  const values = of.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) / 20 || 0.01;
  const [first, last] = [of[0]?.[0] ?? 0, of.at(-1)?.[0] ?? 1];
  const x = { from: first, to: last === first ? first + 1 : last, title: 'epoch' };
  const y = { from: low - room, to: high + room, title: title.toLowerCase() };
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <Chart
        label={`${title} by epoch, from ${values[0]?.toFixed(4)} to ${values.at(-1)?.toFixed(4)}`}
        x={{ ...x, ticks: roundTicks(x.from, x.to) }}
        y={{ ...y, ticks: roundTicks(y.from, y.to) }}
      >
        {(place) => <polyline className="curve" points={points(of.map(([epoch, value]) => place(epoch, value)))} />}
      </Chart>
    </figure>
  );
}
