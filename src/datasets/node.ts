/** Data sets from folders, for Node: rows of PTB-XL, and stores of samples. */

export { isDataFolder, type LoadOptions, loadStore, type OpenOptions, openStore } from './load-store.node.ts';
export { type PackOptions, packRecords } from './pack-records.node.ts';
export { type DataRows, type ReadOptions, readDataFolders, readPtbxlFolder } from './ptbxl-folder.node.ts';
export type { DatasetRate } from './record-files.node.ts';
