/** What needs Node: files, the native runtime, worker threads. */
export { readCaseIndex } from './cases/node.ts';
export {
  type DataRows,
  type DatasetRate,
  type LoadOptions,
  loadStore,
  type OpenOptions,
  openStore,
  type PackOptions,
  packRecords,
  type ReadOptions,
  readDataFolders,
  readPtbxlFolder,
} from './datasets/node.ts';
export { type OpenWaveNetworkOptions, openWaveNetwork } from './features/node.ts';
export { bundledModels, type OpenModelOptions, openModel, readModel } from './models/node.ts';
export { openSession, openWorkerSession, threadsPerSession } from './nn/node.ts';
export { findRecords, openRecordFile, readAnnotationFile, readRecordFile, writeRecordFile } from './record/node.ts';
