/** Amounts as bars, each with its name and number; a list, so that screen readers can read it. */
interface Bar {
  readonly name: string;
  /** Fraction of the longest, 0 to 1. */
  readonly share: number;
  readonly text: string;
  readonly isMarked?: boolean;
}

export function Bars({ label, bars }: { readonly label: string; readonly bars: readonly Bar[] }) {
  return (
    <ul className="lesson-bars" aria-label={label}>
      {bars.map(({ name, share, text, isMarked = false }) => (
        <li key={name} data-marked={isMarked || undefined}>
          <span>{name}</span>
          <span className="bar" aria-hidden>
            <span style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }} />
          </span>
          <span className="number">{text}</span>
        </li>
      ))}
    </ul>
  );
}
