/** How an evaluation is put into words and tables. */
import { expect, it } from 'vitest';
import { score } from '../../src/train/evaluate';
import { cardTables, confusions, duration, percent, reportText } from '../../tools/train/report';

const labels = ['cat', 'dog', 'frog'];
// Four cats (two taken for dogs), one dog taken for a frog, one frog.
const rows = [0, 0, 1, 1, 2, 2].map((k) => [0, 1, 2].map((i) => (i === k ? 0.8 : 0.1)));
const evaluation = score(Float32Array.from(rows.flat()), [0, 0, 0, 0, 1, 2], 3);

it('the report begins with the accuracy and names every class with its counts', () => {
  const lines = reportText(evaluation, labels).split('\n');
  expect(lines[0]).toBe('accuracy 50.00 %');
  expect(lines.find((line) => line.trim().startsWith('cat 50.0 %'))).toMatch(/2\s+2\s+0$/);
  expect(lines.find((line) => line.trim().startsWith('dog  0.0 %'))).toMatch(/0\s+0\s+1$/);
});

it('confusions come most frequent first, and right answers are none', () => {
  expect(confusions(evaluation, labels)).toEqual([
    { label: 'cat', taken: 'dog', count: 2 },
    { label: 'dog', taken: 'frog', count: 1 },
  ]);
});

it('the card has the accuracy, a row for each class and the confusions in words', () => {
  const card = cardTables(evaluation, labels);
  expect(card).toContain('| 6 | **50.00 %** |');
  expect(card).toContain('| **cat** | 2 | 2 |  | 50.0 % |');
  expect(card).toContain('cat as dog (2), dog as frog (1).');
});

it('numbers are written as people read them', () => {
  expect(percent(0.99414, 2)).toBe('99.41 %');
  expect(duration(59.6)).toBe('1 min 00 s');
  expect(duration(59.4)).toBe('59 s');
  expect(duration(3725)).toBe('62 min 05 s');
});
