interface Bar {
  readonly name: string;
  readonly value: number;
  /** Beside the bar. */
  readonly text: string;
}

interface BarsProps {
  readonly title: string;
  /** Of the first column. */
  readonly of: string;
  readonly bars: readonly Bar[];
  /** The value of a full bar; the largest unless said. */
  readonly full?: number;
}

/** Named values as a table with bars. */
export function Bars({ title, of, bars, full = Math.max(...bars.map(({ value }) => value)) }: BarsProps) {
  return (
    <table className="figures bars">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col" colSpan={2}>
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ name, value, text }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{text}</td>
            <td className="bar-cell" aria-hidden="true">
              <span style={{ width: `${full > 0 ? (100 * value) / full : 0}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
