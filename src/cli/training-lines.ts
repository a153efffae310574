import { type BatchProgress, type EpochSummary, judgedTask, type TrainingConfig } from '../train/index.ts';
import { bar, duration } from './progress-line.ts';

/** Where a run stands, on one line. */
export function batchLine(p: BatchProgress): string {
  const auc = p.validationAuc === undefined ? '' : `  AUC ${p.validationAuc.toFixed(3)}`;
  const place = `epoch ${p.epoch}/${p.epochs} ${bar(p.batch / p.batches, 16)}`;
  return `${place}  loss ${p.loss.toFixed(4)}${auc}  ${p.recordsPerSecond.toFixed(0)} records/s  ${duration(p.secondsLeft)} left`;
}

/** What an epoch gave, on one line. */
export function epochLine(
  { epoch, loss, validationAuc: auc, seconds, recordsPerSecond }: EpochSummary,
  config: Pick<TrainingConfig, 'task' | 'epochs'>,
): string {
  const judged = auc === undefined ? 'not judged' : `${judgedTask(config)} macro-AUC ${auc.toFixed(4)}`;
  return `epoch ${epoch}/${config.epochs}  loss ${loss.toFixed(4)}  validation ${judged}  ${seconds.toFixed(1)} s  ${recordsPerSecond.toFixed(0)} records/s`;
}
