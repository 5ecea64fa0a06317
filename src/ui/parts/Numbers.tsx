/** Names and numbers, one pair per line, the numbers aligned. */

export interface NumberRow {
  readonly name: string;
  readonly value: string;
}

export function Numbers({ rows }: { readonly rows: readonly NumberRow[] }) {
  return (
    <dl className="number-list">
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
