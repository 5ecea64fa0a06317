/** The end of a sum: its parts and its result, one per line, in digits that add up. */
import type { ReactNode } from 'react';

export interface SumRow {
  readonly name: string;
  readonly text: string;
  readonly value: number;
  /** The number itself, where it is changed. */
  readonly field?: ReactNode;
  /** Identifies the row for tests and styles. */
  readonly kind: 'term' | 'total' | 'note';
}

export function SumRows({ rows }: { readonly rows: readonly SumRow[] }) {
  return (
    <dl className="number-list sum-rows">
      {rows.map(({ name, text, value, kind, field }) => (
        <div key={name} data-kind={kind}>
          <dt>{name}</dt>
          <dd className="number" data-testid={`sum-${kind}`} data-value={value}>
            {field ?? text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
