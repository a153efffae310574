/** What rows were read from, so that a model can say what it was trained on. */
export interface DataSource {
  /** Name of the folder, without the path to it. */
  readonly folder: string;
  /**
   * Version of PTB-XL, as the newest `ptbxl_vNNN_changelog.txt` in the folder tells it. Absent where there is none: excerpts,
   * other data sets, and PTB-XL before 1.0.2.
   */
  readonly version?: string;
  /** Rows in the folder's CSV. */
  readonly records: number;
  /** SHA-256 of each file read, in hexadecimal, by name. */
  readonly sha256: Readonly<Record<string, string>>;
}
