/** Cells and tables of the report, in Markdown. */
import type { Calls } from './page/counters';
import type { Comparison, Summary } from './statistics';

/** Three significant digits, never in exponential notation. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, k) => (k === 0 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const spread = ({ median, low, high }: Summary): string => `${digits(median)} (${digits(low)}-${digits(high)})`;

export const ahead = (comparison: Comparison | null): string => {
  if (!comparison) return '-';
  const { ratio, unsure } = comparison;
  const text = `${digits(ratio)}x${unsure ? ' ?' : ''}`;
  return ratio < 1 ? `**${text}**` : text;
};

/** What `callCells` gives, after the first two columns. */
export const callHead = ['dispatches', 'submits', 'passes', 'bytes uploaded', 'created', 'read-backs'] as const;

export const callCells = (calls: Calls): readonly string[] => [
  ...[calls.dispatches, calls.submits, calls.passes].map(String),
  ...[calls.bytesUploaded.toLocaleString('en'), `${calls.created}`, `${calls.readbacks}`],
];
