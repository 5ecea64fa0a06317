/** A bar that shows what one term adds to a sum. */
import type { Bar } from '../../../workspace/inspect/waterfall';

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

export function Contribution({ from, to, zero, isTotal = false }: Bar & { readonly isTotal?: boolean }) {
  return (
    <span className="contribution" aria-hidden>
      <span className="zero" style={{ left: percent(zero) }} />
      <span
        className={isTotal ? 'total' : to < from ? 'negative' : 'positive'}
        style={{ left: percent(Math.min(from, to)), right: percent(1 - Math.max(from, to)) }}
      />
    </span>
  );
}
