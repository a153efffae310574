interface PagingProps {
  readonly place: number;
  readonly records: readonly { readonly key: number; readonly name: string }[];
  readonly onPlace: (place: number) => void;
}

/** Goes through the records that are open. */
export function Paging({ place, records, onPlace }: PagingProps) {
  return (
    <nav className="paging" aria-label="Open records">
      <button type="button" disabled={place === 0} onClick={() => onPlace(place - 1)}>
        Previous
      </button>
      <select aria-label="Open record" value={place} onChange={({ target }) => onPlace(Number(target.value))}>
        {records.map(({ key, name }, n) => (
          <option key={key} value={n}>
            {`${n + 1} of ${records.length}: ${name}`}
          </option>
        ))}
      </select>
      <button type="button" disabled={place === records.length - 1} onClick={() => onPlace(place + 1)}>
        Next
      </button>
    </nav>
  );
}
