import type { AmplitudeUnit } from '../record/index.ts';
import type { DataSource } from './data-source.ts';
import type { NamedRows, UnfoldedEcgRow } from './ecg-row.ts';
import type { StoreLayout } from './store.ts';

/** One folder that records are loaded from: PTB-XL's own, or a packed store. */
export interface StorePart extends NamedRows<UnfoldedEcgRow> {
  readonly layout: StoreLayout;
  readonly sources: readonly DataSource[];
  /**
   * Reads the records of some rows.
   *
   * @param indices of the rows, ascending
   * @param counts where to, `[indices, leads, samples]`
   * @param onRecords called with the number of records that were read since the last call
   * @returns the unit of each record
   */
  read(indices: readonly number[], counts: Int16Array, onRecords: (records: number) => void): Promise<AmplitudeUnit[]>;
}
