import type { EvidenceBundle } from 'einthoven/report';

/** A finding of the evidence bundle. */
export type BundledFinding = EvidenceBundle['findings'][number];

/** The sign of a decision: told by shape, not by colour. */
export function Mark({ decision }: Pick<BundledFinding, 'decision'>) {
  const sign = { present: '●', absent: '○', undetermined: '?' }[decision];
  return (
    <span className={`mark mark-${decision}`} aria-hidden="true">
      {sign}
    </span>
  );
}
