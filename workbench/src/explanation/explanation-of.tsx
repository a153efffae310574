import { gatherCells } from 'einthoven/explain';
import { percent } from '../figures.ts';
import type { BundledFinding } from '../findings/mark.tsx';
import type { Explanation } from '../line/tasks.ts';
import type { Explaining } from './use-explanation.ts';

/** What the colours on the tracing mean, with the method that explanations are made by. */
export const OVERLAY_MEANING = 'Orange speaks for the class, purple against it.';

/** Cells that are listed. */
const LISTED = 8;

/** Asks what a finding rests on, and says it by lead and segment; the colours are on the tracing. */
export function ExplanationOf({
  finding,
  explaining,
}: {
  readonly finding: BundledFinding;
  readonly explaining: Explaining;
}) {
  const { state, explain, clear } = explaining;
  const { task } = finding;
  if (task === undefined || finding.probability === undefined) return null;
  const isThis = state?.target.class === finding.class && state.target.task === task;
  if (!isThis) {
    return (
      <p className="buttons">
        <button type="button" onClick={() => explain({ class: finding.class, task })}>
          Explain on the tracing
        </button>
      </p>
    );
  }
  return (
    <div className="explanation">
      <p role="status">{state.progress !== undefined && <span className="working">{state.progress.stage}…</span>}</p>
      {state.failure !== undefined && (
        <p className="warning" role="alert">
          {state.failure}
        </p>
      )}
      {state.explanation !== undefined && <Parts explanation={state.explanation} />}
      <p className="buttons">
        <button type="button" onClick={clear}>
          {state.progress === undefined ? 'Take the colours away' : 'Cancel'}
        </button>
      </p>
    </div>
  );
}

function Parts({ explanation: { attribution, cells } }: { readonly explanation: Explanation }) {
  const { method, logOdds, completeness, isSigned } = attribution;
  const largest = [...(cells ?? [])].sort((a, b) => b.share - a.share).slice(0, LISTED);
  return (
    <>
      <p>
        By {method.replaceAll('-', ' ')}: log-odds {logOdds.toFixed(2)} before calibration
        {completeness?.relativeError !== undefined && `, adds up within ${percent(completeness.relativeError)}`}.
      </p>
      {cells === undefined ? (
        <p className="muted">No wave was found to gather it by.</p>
      ) : (
        <>
          <p className="muted">
            {gatherCells(cells, 'segment')
              .map(({ name, share }) => `${name} ${percent(share)}`)
              .join(' · ')}
          </p>
          <table className="figures">
            <caption className="unseen">The parts that it rests on most</caption>
            <thead>
              <tr>
                <th scope="col">Lead and part</th>
                <th scope="col">Share</th>
                {isSigned && <th scope="col">Log-odds</th>}
              </tr>
            </thead>
            <tbody>
              {largest.map(({ lead, segment, share, sum }) => (
                <tr key={`${lead} ${segment}`}>
                  <th scope="row">
                    {lead} {segment}
                  </th>
                  <td>{percent(share)}</td>
                  {isSigned && <td>{`${sum < 0 ? '−' : '+'}${Math.abs(sum).toFixed(2)}`}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <p className="muted">On the tracing: {OVERLAY_MEANING} What a network rests on need not be what is ill.</p>
    </>
  );
}
