import { pathToFileURL } from 'node:url';
import { findRecords, readAnnotationFile, readRecordFile } from '../src/record/node.ts';
import { dataFolder } from '../test/data-folder.ts';

/** One measured figure. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/**
 * Records per second on one core through the file readers, checksums verified, files in the operating system's cache: the
 * median of nine passes over a folder, after one that warms up. Folders that are not there give no figure.
 */
export async function benchReadWfdb(): Promise<Figure[]> {
  const tasks = [
    { name: 'WFDB, PTB-XL 12 × 1000 samples, format 16', folder: 'ptbxl/records100', read: readRecordFile },
    { name: 'WFDB, MIT-BIH 2 × 650,000 samples, format 212', folder: 'mitdb', read: readRecordFile },
    {
      name: 'MIT annotations, about 2,100 per file',
      folder: 'mitdb',
      read: (path: string) => readAnnotationFile(`${path}.atr`),
    },
  ];
  return tasks.flatMap(({ name, folder, read }) => {
    const data = dataFolder(folder);
    return data === undefined ? [] : [{ name, value: filesPerSecond(findRecords(data), read), unit: 'files/s' }];
  });
}

function filesPerSecond(paths: readonly string[], read: (path: string) => unknown): number {
  const pass = () => {
    const start = performance.now();
    for (const path of paths) read(path);
    return (performance.now() - start) / 1000;
  };
  pass();
  const seconds = Array.from({ length: 9 }, pass).sort((a, b) => a - b);
  return paths.length / (seconds[4] ?? Number.NaN);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(await benchReadWfdb());
