interface PagingProps {
  readonly place: number;
  readonly names: readonly string[];
  readonly onPlace: (place: number) => void;
}

/** Goes through the records that are open. */
export function Paging({ place, names, onPlace }: PagingProps) {
  return (
    <nav className="paging" aria-label="Open records">
      <button type="button" disabled={place === 0} onClick={() => onPlace(place - 1)}>
        Previous
      </button>
      <select aria-label="Open record" value={place} onChange={({ target }) => onPlace(Number(target.value))}>
        {names.map((name, n) => (
          <option key={name} value={n}>
            {`${n + 1} of ${names.length}: ${name}`}
          </option>
        ))}
      </select>
      <button type="button" disabled={place === names.length - 1} onClick={() => onPlace(place + 1)}>
        Next
      </button>
    </nav>
  );
}
