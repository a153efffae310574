import type { EcgRecord } from 'einthoven';
import { drawRecord, toSvg } from 'einthoven';
import { useEffect, useMemo } from 'react';

/** The page that the package draws of a record, at true scale. */
export function TracingImage({ record }: { readonly record: EcgRecord }) {
  const url = useMemo(
    () => URL.createObjectURL(new Blob([toSvg(drawRecord(record))], { type: 'image/svg+xml' })),
    [record],
  );
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={`Tracing of ${record.source.name}; its measurements are in the tables below`} />;
}
