import type { MedianBeat } from 'einthoven/beats';

/** A small chart of one lead, in units of the drawing: 1 s is 250 wide and 1 mV 60 high, as 25 mm/s and 6 mm/mV. */
const [PER_SEC, PER_MV, HALF_HEIGHT] = [250, 60, 90];
/** What is shown around R. */
const [BEFORE_SEC, AFTER_SEC] = [0.35, 0.55];

interface BeatOverlayProps {
  readonly current: MedianBeat;
  readonly previous: MedianBeat;
  /** Of the records. */
  readonly names: readonly [string, string];
}

/** The usual beats of two records upon each other, aligned at R, lead by lead: this one solid, the previous one dashed. */
export function BeatOverlay({ current, previous, names }: BeatOverlayProps) {
  const leads = Object.keys(current.leads).filter((lead) => lead in previous.leads);
  const reason = current.reason ?? previous.reason;
  if (reason !== undefined) return <p className="muted">The usual beats cannot be compared: {reason}.</p>;
  if (leads.length === 0) return <p className="muted">The records have no lead in common.</p>;
  const width = (BEFORE_SEC + AFTER_SEC) * PER_SEC;
  return (
    <figure>
      <div className="beats">
        {leads.map((lead) => (
          <svg
            key={lead}
            viewBox={`0 0 ${width} ${2 * HALF_HEIGHT}`}
            role="img"
            aria-label={`Lead ${lead}, both records`}
          >
            <text x={4} y={16}>
              {lead}
            </text>
            <polyline className="before" points={pointsOf(previous, lead)} />
            <polyline points={pointsOf(current, lead)} />
          </svg>
        ))}
      </div>
      <figcaption className="muted">
        Usual beats aligned at R: {names[0]} solid, {names[1]} dashed. Each levelled at its own median; higher voltages
        are cut off.
      </figcaption>
    </figure>
  );
}

/** A lead around R, levelled by its median so that wander between recordings moves nothing. */
function pointsOf({ leads, fs, rPeak }: MedianBeat, lead: string): string {
  const samples = leads[lead] ?? new Float32Array();
  const level = samples.slice().sort()[samples.length >> 1] ?? 0;
  const [first, last] = [
    Math.max(0, Math.ceil(rPeak - BEFORE_SEC * fs)),
    Math.min(samples.length, rPeak + AFTER_SEC * fs),
  ];
  const points: string[] = [];
  for (let i = first; i < last; i++) {
    const x = ((i - rPeak) / fs + BEFORE_SEC) * PER_SEC;
    points.push(`${x.toFixed(1)},${(HALF_HEIGHT - ((samples[i] as number) - level) * PER_MV).toFixed(1)}`);
  }
  return points.join(' ');
}
