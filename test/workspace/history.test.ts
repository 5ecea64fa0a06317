/** Undo and redo against a plain list of all values with a position in it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changed, type History, noHistory, redone, settled, undone } from '../../src/workspace/history';

test('a gesture is one step, and steps are taken back and done again', () => {
  let value = 0;
  let history: History<number> = noHistory;
  const change = (next: number, gesture: string | null = null): void => {
    history = changed(history, value, gesture);
    value = next;
  };
  const step = (take: typeof undone): void => {
    ({ value, history } = take(history, value) ?? { value, history });
  };
  for (const next of [1, 2, 3]) change(next, 'drag');
  history = settled(history);
  change(4, 'drag');
  step(undone);
  expect(value).toBe(3);
  step(undone);
  expect(value).toBe(0);
  expect(undone(history, value)).toBeNull();
  step(redone);
  step(redone);
  expect(value).toBe(4);
  expect(redone(history, value)).toBeNull();
  step(undone);
  change(9);
  expect(redone(history, value)).toBeNull();
});

test('any changes, undos and redos move through the list of what was', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('change', 'undo', 'redo'), { maxLength: 60 }), (acts) => {
      let list = [0];
      let at = 0;
      let value = 0;
      let history: History<number> = noHistory;
      acts.forEach((act, i) => {
        if (act === 'change') {
          list = [...list.slice(0, at + 1), i + 1];
          at++;
          history = changed(history, value);
          value = i + 1;
          return;
        }
        at = act === 'undo' ? Math.max(0, at - 1) : Math.min(list.length - 1, at + 1);
        ({ value, history } = (act === 'undo' ? undone : redone)(history, value) ?? { value, history });
        expect(value).toBe(list[at]);
      });
      expect(history.past).toEqual(list.slice(0, at));
    }),
  );
});
