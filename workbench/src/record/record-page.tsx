import { ComparisonPanel } from '../comparison/comparison-panel.tsx';
import { CorrectionPanel } from '../correction/correction-panel.tsx';
import { useCorrection } from '../correction/use-correction.ts';
import { useExplanation } from '../explanation/use-explanation.ts';
import { CriteriaPanel } from '../findings/criteria-panel.tsx';
import { FindingsPanel } from '../findings/findings-panel.tsx';
import { NotAssessedPanel } from '../findings/not-assessed-panel.tsx';
import type { Line } from '../line/line.ts';
import { LeadTable } from '../measurements/lead-table.tsx';
import { MeasurementTable } from '../measurements/measurement-table.tsx';
import type { RecordFiles } from '../open/record-files.ts';
import { QualityPanel } from '../quality/quality-panel.tsx';
import { browserReviews } from '../review/browser-reviews.ts';
import { ReviewPanel } from '../review/review-panel.tsx';
import type { ReviewStore } from '../review/review-store.ts';
import { useReview } from '../review/use-review.ts';
import { SimilarPanel } from '../similar/similar-panel.tsx';
import { RecordHeading } from './record-heading.tsx';
import { RecordTracing } from './record-tracing.tsx';
import { useJudgement } from './use-judgement.ts';

interface RecordPageProps {
  readonly line: Line;
  readonly files: RecordFiles;
  /** Records that are open too. */
  readonly others: readonly RecordFiles[];
  /** Where its review is kept. */
  readonly store: ReviewStore;
  /** Sends the record to the server; absent where that cannot be. */
  readonly onKeep?: (() => Promise<void>) | undefined;
}

/** One record: its tracing as soon as it is read, and what is found as soon as it is found. */
export function RecordPage({ line, files, others, store, onKeep }: RecordPageProps) {
  const { opened, judgement: measured, progress, failure, judgeFrom } = useJudgement(line, files, 'current');
  // The server keeps the review of a record as a whole; that of another minute than the first is of that minute, and stays here.
  const isOnServer = files.kind === 'stored' && (measured?.from ?? 0) === 0;
  const known = isOnServer ? files.id : measured?.bundle.record.sha256;
  const review = useReview(isOnServer ? store : browserReviews, known, measured);
  const correction = useCorrection(line, measured, review);
  const explaining = useExplanation(line, measured);
  const judgement = correction.judgement ?? measured;
  return (
    <article className="record" aria-busy={progress !== undefined}>
      <RecordHeading name={opened?.head.name ?? files.name} opened={opened} judgement={judgement} progress={progress} />
      {failure !== undefined && (
        <div className="complaint" role="alert">
          <strong>{failure.what}.</strong> {failure.why}
        </div>
      )}
      <div className="record-columns">
        <div className="record-left">
          {opened !== undefined && (
            <RecordTracing
              line={line}
              opened={opened}
              judgement={judgement}
              explaining={explaining}
              onJudge={judgeFrom}
            />
          )}
          {judgement !== undefined && measured !== undefined && (
            <CorrectionPanel measured={measured} judgement={judgement} correction={correction} />
          )}
        </div>
        {judgement !== undefined && <FindingsPanel bundle={judgement.bundle} review={review} explaining={explaining} />}
      </div>
      {judgement !== undefined && (
        <div className="record-details">
          <MeasurementTable bundle={judgement.bundle} />
          <CriteriaPanel bundle={judgement.bundle} />
          <div className="stack">
            <ReviewPanel review={review} judgement={judgement} onKeep={onKeep} />
            <SimilarPanel key={judgement.bundle.record.sha256} line={line} />
          </div>
          <div className="stack">
            <QualityPanel bundle={judgement.bundle} />
            <NotAssessedPanel bundle={judgement.bundle} />
          </div>
          <LeadTable bundle={judgement.bundle} />
          <ComparisonPanel line={line} judgement={judgement} others={others} />
        </div>
      )}
    </article>
  );
}
