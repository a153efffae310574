import { useEffect, useMemo, useState } from 'react';
import { type LeadSpan, leadSpans } from './lead-spans.ts';
import { createSignalCache } from './signal-cache.ts';
import type { TracingFilter } from './tracing-filter.ts';
import type { TracingSource } from './tracing-source.ts';

/** The signals of a source through a filter, and what is known of them so far. */
export function useSignals(source: TracingSource, filter: TracingFilter) {
  const [arrivals, setArrivals] = useState(0);
  const [failure, setFailure] = useState<Error>();
  const [known, setKnown] = useState<{
    readonly source: TracingSource;
    readonly spans: ReadonlyMap<string, LeadSpan>;
  }>();
  const signals = useMemo(
    () => createSignalCache(source, filter, () => setArrivals((count) => count + 1), setFailure),
    [source, filter],
  );
  useEffect(() => {
    let isCurrent = true;
    setFailure(undefined);
    leadSpans(source, filter).then(
      (spans) => isCurrent && setKnown({ source, spans }),
      (error: Error) => isCurrent && setFailure(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, filter]);
  // Rows of another record would be wrong; those of another filter are nearly right until they are known.
  return { signals, arrivals, failure, spans: known?.source === source ? known.spans : undefined };
}
