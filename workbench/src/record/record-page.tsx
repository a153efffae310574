import { CriteriaPanel } from '../findings/criteria-panel.tsx';
import { FindingsPanel } from '../findings/findings-panel.tsx';
import { NotAssessedPanel } from '../findings/not-assessed-panel.tsx';
import type { Line } from '../line/line.ts';
import { LeadTable } from '../measurements/lead-table.tsx';
import { MeasurementTable } from '../measurements/measurement-table.tsx';
import type { RecordFiles } from '../open/record-files.ts';
import { QualityPanel } from '../quality/quality-panel.tsx';
import { RecordHeading } from './record-heading.tsx';
import { RecordTracing } from './record-tracing.tsx';
import { useJudgement } from './use-judgement.ts';

/** One record: its tracing as soon as it is read, and what is found as soon as it is found. */
export function RecordPage({ line, files }: { readonly line: Line; readonly files: RecordFiles }) {
  const { opened, judgement, progress, failure } = useJudgement(line, files);
  return (
    <article className="record" aria-busy={progress !== undefined}>
      <RecordHeading name={opened?.head.name ?? files.name} opened={opened} judgement={judgement} progress={progress} />
      {failure !== undefined && (
        <div className="complaint" role="alert">
          <strong>{failure.what}.</strong> {failure.why}
        </div>
      )}
      <div className="record-columns">
        <section className="panel tracing" aria-label="Tracing">
          {opened !== undefined && <RecordTracing record={opened.record} judgement={judgement} />}
        </section>
        {judgement !== undefined && <FindingsPanel bundle={judgement.bundle} />}
      </div>
      {judgement !== undefined && (
        <div className="record-details">
          <MeasurementTable bundle={judgement.bundle} />
          <CriteriaPanel bundle={judgement.bundle} />
          <QualityPanel bundle={judgement.bundle} />
          <NotAssessedPanel bundle={judgement.bundle} />
          <LeadTable bundle={judgement.bundle} />
        </div>
      )}
    </article>
  );
}
