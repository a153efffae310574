import { useEffect, useRef, useState } from 'react';
import { droppedFiles, type FoundRecords, recordsAmong } from './record-files.ts';

/** Takes files and folders that are dropped anywhere on the page. Returns whether some are held over it. */
export function useDrop(onOpen: (found: FoundRecords) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onOpen);
  latest.current = onOpen;
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      if (event.dataTransfer === null) return;
      void droppedFiles(event.dataTransfer.items).then((files) => latest.current(recordsAmong(files)));
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
