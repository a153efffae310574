import type { RecordSource } from './ecg-record.ts';
import type { WfdbHeader } from './wfdb-header.ts';

/** Where a WFDB record came from. */
export function wfdbSource(header: WfdbHeader, notes: readonly string[]): RecordSource {
  return {
    format: 'wfdb',
    name: header.recordName,
    comments: header.comments,
    ...(header.startTime !== undefined && { startTime: header.startTime }),
    notes,
  };
}
