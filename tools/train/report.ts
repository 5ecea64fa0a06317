/** Formats an evaluation: for the terminal, and as tables for a model card. */
import type { Evaluation } from '../../src/train/evaluate';

export const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;

/** Pairs of confused classes, most frequent first. */
export function confusions(
  { confusion }: Evaluation,
  labels: readonly string[],
): { label: string; taken: string; count: number }[] {
  return confusion
    .flatMap((row, i) =>
      row.map((count, j) => ({ label: labels[i] ?? String(i), taken: labels[j] ?? String(j), count, wrong: i !== j })),
    )
    .filter(({ wrong, count }) => wrong && count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ label, taken, count }) => ({ label, taken, count }));
}

/** The whole evaluation as lines of text; the first is `accuracy 99.41 %`. */
export function reportText(evaluation: Evaluation, labels: readonly string[]): string {
  const width = Math.max(6, ...labels.map((label) => label.length)) + 1;
  const cell = (value: string | number): string => String(value).padStart(width);
  const lines = [
    `accuracy ${percent(evaluation.accuracy)}`,
    `of ${evaluation.count} images`,
    `negative log-likelihood ${evaluation.negativeLogLikelihood.toFixed(4)}`,
    `expected calibration error ${percent(evaluation.calibrationError)} (15 bins)`,
    '',
    `${cell('class')}${cell('right')}   confusion (rows: true class, columns: prediction)`,
    `${cell('')}${cell('')}   ${labels.map(cell).join('')}`,
    ...evaluation.confusion.map(
      (row, i) =>
        `${cell(labels[i] ?? i)}${cell(percent(evaluation.classAccuracy[i] ?? Number.NaN, 1))}   ${row.map(cell).join('')}`,
    ),
    '',
    'confidence   accuracy     images',
    ...evaluation.bins
      .filter(({ count }) => count > 0)
      .map(
        (bin) =>
          `${percent(bin.confidence, 1).padStart(10)}${percent(bin.accuracy, 1).padStart(11)}${String(bin.count).padStart(11)}`,
      ),
  ];
  return lines.join('\n');
}

/** The measured part of a model card, in Markdown. */
export function cardTables(evaluation: Evaluation, labels: readonly string[]): string {
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['test images', 'accuracy', 'negative log-likelihood', 'expected calibration error (15 bins)']),
    '|---|---|---|---|',
    row([
      evaluation.count.toLocaleString('en'),
      `**${percent(evaluation.accuracy)}**`,
      evaluation.negativeLogLikelihood.toFixed(4),
      percent(evaluation.calibrationError),
    ]),
    '',
    'Rows are true classes, columns predictions.',
    '',
    row(['', ...labels, 'right']),
    `|---|${labels.map(() => '---:|').join('')}---:|`,
    ...evaluation.confusion.map((counts, i) =>
      row([
        `**${labels[i] ?? i}**`,
        ...counts.map((n) => (n === 0 ? '' : n)),
        percent(evaluation.classAccuracy[i] ?? Number.NaN, 1),
      ]),
    ),
    '',
    `Most frequent confusions: ${confusions(evaluation, labels)
      .slice(0, 6)
      .map(({ label, taken, count }) => `${label} as ${taken} (${count})`)
      .join(', ')}.`,
  ].join('\n');
}

/** `4 min 05 s`. */
export const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
};
