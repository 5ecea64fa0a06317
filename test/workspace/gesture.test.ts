/** Strokes, undo and redo, the keyboard's pen and the crop, as the page changes them. */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  beginStroke,
  clearDrawing,
  createGesture,
  dropPen,
  dropStroke,
  extendStroke,
  type Gesture,
  movePen,
  redo,
  togglePen,
  undo,
} from '../../src/workspace/gesture';

const at = (x: number, y = x) => ({ x, y, pressure: 0.5 });
const hundredths = (share: number) => Math.round(100 * share) / 100;
let gesture: Gesture;

beforeEach(() => {
  gesture = createGesture();
});

const lengths = (): number[] => gesture.getState().strokes.map(({ points }) => points.length);

describe('drawing', () => {
  test('a stroke grows as a new object, the others stay the same ones', () => {
    beginStroke(gesture, at(0.1));
    beginStroke(gesture, at(0.2));
    const [first, before] = gesture.getState().strokes;
    extendStroke(gesture, [at(0.3), at(0.4)]);
    const { strokes } = gesture.getState();
    expect(lengths()).toEqual([1, 3]);
    expect(strokes[0]).toBe(first);
    expect(strokes[1]).not.toBe(before);
    // The points that stood are the same ones, in the same list.
    expect(strokes[1]?.points).toBe(before?.points);
  });

  test('points without a stroke, and no points, change nothing', () => {
    const state = gesture.getState();
    extendStroke(gesture, [at(0.3)]);
    expect(gesture.getState().strokes).toBe(state.strokes);
  });

  test('a stroke keeps the pen it was drawn with', () => {
    beginStroke(gesture, at(0.1));
    gesture.setState({ thickness: 0.2 });
    beginStroke(gesture, at(0.1), true);
    const [pen, eraser] = gesture.getState().strokes;
    expect([pen?.eraser, eraser?.eraser, eraser?.thickness]).toEqual([false, true, 0.2]);
    expect(pen?.thickness).not.toBe(0.2);
  });
});

describe('history', () => {
  test('a stroke that was not meant leaves no trace, not even in redo', () => {
    beginStroke(gesture, at(0.1));
    beginStroke(gesture, at(0.2));
    undo(gesture);
    const { strokes, history } = gesture.getState();
    beginStroke(gesture, at(0.8));
    extendStroke(gesture, [at(0.9)]);
    dropStroke(gesture);
    expect(gesture.getState()).toMatchObject({ strokes, history, growing: null });
    expect(gesture.getState().history).toBe(history);
    redo(gesture);
    expect(lengths()).toEqual([1, 1]);
    // What undo restored is no stroke in progress.
    dropStroke(gesture);
    extendStroke(gesture, [at(0.9)]);
    expect(lengths()).toEqual([1, 1]);
  });

  test('undo takes back strokes and clearing, redo brings them again', () => {
    beginStroke(gesture, at(0.1));
    extendStroke(gesture, [at(0.2)]);
    beginStroke(gesture, at(0.5));
    clearDrawing(gesture);
    expect(lengths()).toEqual([]);
    undo(gesture);
    expect(lengths()).toEqual([2, 1]);
    undo(gesture);
    expect(lengths()).toEqual([2]);
    undo(gesture);
    undo(gesture);
    expect(lengths()).toEqual([]);
    redo(gesture);
    redo(gesture);
    redo(gesture);
    redo(gesture);
    expect(lengths()).toEqual([]);
    undo(gesture);
    expect(lengths()).toEqual([2, 1]);
  });

  test('a new stroke ends what could be done again, and clearing nothing is no step', () => {
    clearDrawing(gesture);
    expect(gesture.getState().history.past).toHaveLength(0);
    beginStroke(gesture, at(0.1));
    undo(gesture);
    beginStroke(gesture, at(0.2));
    expect(gesture.getState().history.future).toHaveLength(0);
  });
});

describe('the pen of the keyboard', () => {
  test('draws where it is moved while it is down, and stays on the pad', () => {
    movePen(gesture, 0.1, 0);
    expect(lengths()).toEqual([]);
    togglePen(gesture);
    movePen(gesture, 0.1, 0.2);
    movePen(gesture, 9, -9);
    togglePen(gesture);
    movePen(gesture, -0.3, 0);
    const [stroke] = gesture.getState().strokes;
    // On the grid of drawings, which is finer than what is seen.
    expect(stroke?.points.map(({ x, y }) => [hundredths(x), hundredths(y)])).toEqual([
      [0.6, 0.5],
      [0.7, 0.7],
      [1, 0],
    ]);
    expect(gesture.getState().pen).toEqual({ x: 0.7, y: 0, down: false });
  });

  test('is lifted when the stroke it draws is undone or cleared', () => {
    for (const replace of [undo, clearDrawing]) {
      togglePen(gesture);
      replace(gesture);
      expect(gesture.getState().pen?.down).toBe(false);
      movePen(gesture, 0.1, 0);
      expect(lengths()).toEqual([]);
    }
    dropPen(gesture);
    expect(gesture.getState().pen).toBeNull();
  });
});

test('a stroke that is undone or cleared while it grows takes no more points, and spoils no other', () => {
  beginStroke(gesture, { x: 0.1, y: 0.1, pressure: 0.5 });
  beginStroke(gesture, { x: 0.5, y: 0.5, pressure: 0.5 });
  undo(gesture);
  extendStroke(gesture, [{ x: 0.6, y: 0.6, pressure: 0.5 }]);
  expect(lengths()).toEqual([1]);
  redo(gesture);
  extendStroke(gesture, [{ x: 0.6, y: 0.6, pressure: 0.5 }]);
  expect(lengths()).toEqual([1, 1]);
});
