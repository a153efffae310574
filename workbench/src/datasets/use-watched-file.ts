import { useEffect, useState } from 'react';

/** A handle of a file that the browser can read again, where it gives one. */
interface WatchedHandle {
  getFile(): Promise<File>;
}

/** The part of the window that gives handles; not every browser has it. */
interface HandlePicker {
  showOpenFilePicker?: () => Promise<readonly WatchedHandle[]>;
}

/** A running training writes a line every few seconds at most. */
const EVERY_MS = 2000;

/** Whether this browser can follow a file that grows. */
export function canWatch(): boolean {
  return (window as HandlePicker).showOpenFilePicker !== undefined;
}

/** Asks for a file to be followed; nothing where the person thinks better of it. */
export async function pickWatched(): Promise<WatchedHandle | undefined> {
  try {
    const [handle] = (await (window as HandlePicker).showOpenFilePicker?.()) ?? [];
    return handle;
  } catch (error) {
    if ((error as Error).name === 'AbortError') return undefined;
    throw error;
  }
}

/** Tells the file of a handle whenever it was written to. */
export function useWatchedFile(handle: WatchedHandle | undefined, onFile: (file: File) => void): void {
  const [latest] = useState({ onFile });
  latest.onFile = onFile;
  useEffect(() => {
    if (handle === undefined) return;
    let written = 0;
    const look = async () => {
      const file = await handle.getFile();
      if (file.lastModified === written) return;
      written = file.lastModified;
      latest.onFile(file);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [handle, latest]);
}
