import { bestF1Threshold, confusion, type ReliabilityBin, reliabilityTable, rocAuc } from 'einthoven/evaluate';
import { useState } from 'react';
import { Chart, points } from './chart.tsx';
import type { PredictedClasses } from './read-file.ts';

const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Reliability and confusion of predictions, class by class, computed here. */
export function PredictionsView({
  predictions: { classes, labels, scores },
}: {
  readonly predictions: PredictedClasses;
}) {
  const [chosen, setChosen] = useState(0);
  const column = (rows: readonly (readonly number[])[], place: number) => rows.map((row) => row[place] ?? Number.NaN);
  const [ofClass, scored] = [column(labels, chosen), column(scores, chosen)];
  const isProbability = scored.every((score) => score >= 0 && score <= 1);
  return (
    <>
      <p>{labels.length} records.</p>
      <div className="fields">
        <label htmlFor="predicted-class">Class</label>
        <select id="predicted-class" value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
          {classes.map((name, place) => (
            <option key={name} value={place}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="views">
        {isProbability ? (
          <Reliability name={classes[chosen] ?? ''} bins={reliabilityTable(ofClass, scored)} />
        ) : (
          <p className="muted">These scores are no probabilities: reliability is told of probabilities alone.</p>
        )}
        <ConfusionTable labels={ofClass} scores={scored} />
      </div>
      <MisreadTable classes={classes} labels={labels} scores={scores} />
    </>
  );
}

function Reliability({ name, bins }: { readonly name: string; readonly bins: readonly ReliabilityBin[] }) {
  const full = bins.flatMap(({ meanProbability, observed, n }) =>
    meanProbability === undefined || observed === undefined ? [] : [{ meanProbability, observed, n }],
  );
  return (
    <figure>
      <figcaption>
        Reliability of {name}: the share that has it by the probability said. On the diagonal, both agree.
      </figcaption>
      <Chart
        label={`Reliability of ${name}: ${full.map((bin) => `${bin.meanProbability.toFixed(2)} said, ${bin.observed.toFixed(2)} observed of ${bin.n}`).join('; ')}`}
        x={{ from: 0, to: 1, ticks: SHARES, title: 'probability' }}
        y={{ from: 0, to: 1, ticks: SHARES, title: 'observed' }}
      >
        {(place) => (
          <>
            <polyline className="rule" points={points([place(0, 0), place(1, 1)])} />
            <polyline className="curve" points={points(full.map((bin) => place(bin.meanProbability, bin.observed)))} />
            {full.map((bin) => {
              const [cx, cy] = place(bin.meanProbability, bin.observed);
              return <circle key={bin.meanProbability} cx={cx} cy={cy} r={3} />;
            })}
          </>
        )}
      </Chart>
    </figure>
  );
}

function ConfusionTable({
  labels,
  scores,
}: {
  readonly labels: readonly number[];
  readonly scores: readonly number[];
}) {
  const best = bestF1Threshold(labels, scores);
  if (best === undefined) return <p className="muted">No record has this class: there is nothing to confuse.</p>;
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion(labels, scores, best.threshold);
  return (
    <table className="figures confusion">
      <caption>
        Confusion at {best.threshold.toFixed(3)}, the threshold of the best F1 on these very records; AUC{' '}
        {rocAuc(labels, scores)?.toFixed(3) ?? '–'}
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Called present</th>
          <th scope="col">Called absent</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Present</th>
          <td>{truePositives}</td>
          <td>{falseNegatives}</td>
        </tr>
        <tr>
          <th scope="row">Absent</th>
          <td>{falsePositives}</td>
          <td>{trueNegatives}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Of the records that have a class, which other classes are the most probable: what it is taken for. */
function MisreadTable({ classes, labels, scores }: PredictedClasses) {
  if (classes.length > MOST_CLASSES) return null;
  const taken = classes.map((_, truth) =>
    classes.map((__, guess) =>
      labels.reduce((count, row, record) => {
        const own = scores[record] ?? [];
        return count + Number(row[truth] === 1 && own.indexOf(Math.max(...own)) === guess);
      }, 0),
    ),
  );
  return (
    <table className="figures confusion">
      <caption>Records of a class (rows) by the class that is the most probable (columns)</caption>
      <thead>
        <tr>
          <td />
          {classes.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classes.map((name, truth) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {taken[truth]?.map((count, guess) => (
              <td key={classes[guess]}>{count}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A table with more columns is not read. */
const MOST_CLASSES = 25;
