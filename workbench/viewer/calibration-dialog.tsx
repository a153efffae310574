import { type RefObject, useId, useState } from 'react';
import { CSS_PIXELS_PER_MM, storePixelsPerMm } from './pixels-per-mm.ts';

interface CalibrationDialogProps {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly pixelsPerMm: number;
  readonly onPixelsPerMm: (pixelsPerMm: number) => void;
}

/** Things of known size that people have at hand. A bank card is ID-1 of ISO/IEC 7810. */
const THINGS = [
  { name: 'a bank card, its long side', mm: 85.6 },
  { name: 'a ruler, 100 mm', mm: 100 },
] as const;

/** Asks how large the screen is, by a bar that is to be made as long as a thing that is held against it. */
export function CalibrationDialog({ dialog, pixelsPerMm, onPixelsPerMm }: CalibrationDialogProps) {
  const id = useId();
  const [place, setPlace] = useState(0);
  const [tried, setTried] = useState<number>();
  const shown = tried ?? pixelsPerMm;
  const { mm } = THINGS[place] ?? THINGS[0];
  const close = () => {
    setTried(undefined);
    dialog.current?.close();
  };
  const keep = () => {
    onPixelsPerMm(shown);
    storePixelsPerMm(localStorage, shown);
    close();
  };
  return (
    <dialog ref={dialog} className="viewer-dialog" aria-labelledby={`${id}-title`} onClose={() => setTried(undefined)}>
      <h2 id={`${id}-title`}>Size of this screen</h2>
      <p>Hold one of these against the bar and make the bar as long as it is. 10 mm on the tracing are 10 mm then.</p>
      <fieldset>
        <legend className="unseen">What is held against the screen</legend>
        {THINGS.map((thing, n) => (
          <label key={thing.name}>
            <input type="radio" name={`${id}-thing`} checked={n === place} onChange={() => setPlace(n)} />
            {thing.name}
          </label>
        ))}
      </fieldset>
      <div className="viewer-rule" style={{ width: mm * shown }} aria-hidden="true" />
      <label htmlFor={`${id}-size`}>Length of the bar</label>
      <input
        id={`${id}-size`}
        type="range"
        min={2}
        max={10}
        step={0.01}
        value={shown}
        aria-valuetext={`${Math.round(mm * shown)} pixels`}
        onChange={({ currentTarget }) => setTried(currentTarget.valueAsNumber)}
      />
      <p className="viewer-dialog-buttons">
        <button type="button" className="primary" onClick={keep}>
          Keep
        </button>
        <button type="button" onClick={() => setTried(CSS_PIXELS_PER_MM)}>
          As by default
        </button>
        <button type="button" onClick={close}>
          Cancel
        </button>
      </p>
    </dialog>
  );
}
