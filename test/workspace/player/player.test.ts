/** The player's index over time, and its clock: frames are asked for only while a sweep is running and seen. */
import { describe, expect, test } from 'vitest';
import { type ClockParts, runClock } from '../../../src/workspace/player/clock';
import {
  advanced,
  createPlayer,
  finish,
  isAtEnd,
  pause,
  play,
  point,
  reset,
  seek,
  shownIndex,
  speeds,
  step,
  walk,
} from '../../../src/workspace/player/player';

const [COUNT, PHASES, COLUMNS] = [12, 5, 4];
const player = (start = 0) => createPlayer({ count: COUNT, columns: COLUMNS }, PHASES, start);
const index = (of: ReturnType<typeof player>) => {
  const { position, phase } = of.getState();
  return [position, phase];
};

describe('the index', () => {
  test('a step is one product, or one whole window', () => {
    const each = player(3);
    step(each);
    expect(index(each)).toEqual([3, 1]);
    for (let k = 1; k < PHASES; k++) step(each);
    expect(index(each)).toEqual([3, PHASES]);
    step(each);
    expect(index(each)).toEqual([4, 0]);
    each.setState({ speed: 'row' });
    step(each);
    expect(index(each)).toEqual([4, PHASES]);
    step(each);
    expect(index(each)).toEqual([5, PHASES]);
  });
  test('stops at the end, and plays from the beginning then', () => {
    const each = player();
    finish(each);
    expect(isAtEnd(each.getState())).toBe(true);
    step(each);
    expect(index(each)).toEqual([COUNT - 1, PHASES]);
    play(each);
    expect(index(each)).toEqual([0, 0]);
    seek(each, 99);
    expect(index(each)).toEqual([COUNT - 1, PHASES]);
    reset(each);
    expect(index(each)).toEqual([0, 0]);
  });
  test('walks over the map and not off it', () => {
    const each = player();
    walk(each, COLUMNS, -1, 0);
    expect(index(each)[0]).toBe(0);
    walk(each, COLUMNS, 1, 1);
    expect(index(each)).toEqual([5, PHASES]);
    for (let k = 0; k < 9; k++) walk(each, COLUMNS, 1, 0);
    expect(index(each)[0]).toBe(7);
    for (let k = 0; k < 9; k++) walk(each, COLUMNS, 0, 1);
    expect(index(each)[0]).toBe(11);
  });
  test('what is pointed at is shown for as long as it is, unless the sweep is running', () => {
    const each = player(2);
    point(each, 9);
    expect(shownIndex(each.getState())).toEqual({ position: 9, phase: PHASES });
    point(each, null);
    expect(shownIndex(each.getState())).toEqual({ position: 2, phase: 0 });
    play(each);
    point(each, 9);
    expect(shownIndex(each.getState())).toEqual({ position: 2, phase: 0 });
  });
  test.each(speeds)('%s: passes every position once, whatever the frames are', (speed) => {
    const each = player();
    each.setState({ speed });
    play(each);
    const seen: number[] = [];
    let [time, frames] = [0, 0];
    while (each.getState().isPlaying && frames < 100_000) {
      frames += 1;
      const length = [3, 16, 40][frames % 3] ?? 16;
      time += length;
      each.setState(advanced(each.getState(), length));
      if (seen.at(-1) !== each.getState().position) seen.push(each.getState().position);
    }
    expect(index(each)).toEqual([COUNT - 1, PHASES]);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(time).toBeGreaterThan(0);
  });
  test.each([
    ['halfRow', 1 / 2],
    ['row', 1],
    ['fourRows', 4],
  ] as const)('%s: so many rows of any map a second', (speed, rows) => {
    for (const columns of [4, 28, 1024]) {
      const each = createPlayer({ count: 40 * columns, columns }, 30);
      each.setState({ speed, phase: 30 });
      for (let frame = 0; frame < 250; frame++) each.setState(advanced(each.getState(), 16));
      expect(Math.abs(each.getState().position - 4 * rows * columns)).toBeLessThanOrEqual(1);
    }
  });
  test('products: one a second', () => {
    const each = player();
    each.setState(advanced(each.getState(), 3999));
    expect(index(each)).toEqual([0, 3]);
  });
});

describe('the clock', () => {
  function page() {
    const asked = new Map<number, (time: number) => void>();
    const listeners = new Set<() => void>();
    const state = { hidden: false, last: 0 };
    const parts: ClockParts = {
      document: {
        get hidden() {
          return state.hidden;
        },
        addEventListener: (_: string, listener: EventListenerOrEventListenerObject) => {
          if (typeof listener === 'function') listeners.add(() => listener(new Event('visibilitychange')));
        },
        removeEventListener: () => listeners.clear(),
      },
      requestAnimationFrame(frame) {
        state.last += 1;
        asked.set(state.last, frame);
        return state.last;
      },
      cancelAnimationFrame: (id) => asked.delete(id),
    };
    const frame = (time: number): void => {
      const [first] = asked;
      if (!first) return;
      asked.delete(first[0]);
      first[1](time);
    };
    const hide = (hidden: boolean): void => {
      state.hidden = hidden;
      for (const listener of listeners) listener();
    };
    return { asked, listeners, parts, frame, hide };
  }

  test('asks for frames only while playing, and goes by their time', () => {
    const each = player();
    const { asked, parts, frame, listeners } = page();
    const stop = runClock(each, parts);
    expect(asked.size).toBe(0);
    play(each);
    frame(1000);
    expect(index(each)).toEqual([0, 0]);
    for (let time = 1000; time < 2100; time += 20) frame(time + 20);
    expect(index(each)).toEqual([0, 1]);
    pause(each);
    expect(asked.size).toBe(0);
    play(each);
    expect(asked.size).toBe(1);
    stop();
    expect([asked.size, listeners.size]).toEqual([0, 0]);
    play(each);
    expect(asked.size).toBe(0);
  });
  test('stands still while the page is hidden, and loses no step', () => {
    const each = player();
    const { asked, parts, frame, hide } = page();
    runClock(each, parts);
    play(each);
    frame(0);
    hide(true);
    expect(asked.size).toBe(0);
    hide(false);
    frame(60_000);
    frame(60_016);
    expect(index(each)).toEqual([0, 0]);
    expect(each.getState().isPlaying).toBe(true);
  });
  test('stops by itself at the end', () => {
    const each = createPlayer({ count: 1, columns: 1 }, 1);
    const { asked, parts, frame } = page();
    runClock(each, parts);
    play(each);
    for (let time = 0; time < 3000; time += 50) frame(time);
    expect(each.getState().isPlaying).toBe(false);
    expect(asked.size).toBe(0);
  });
});
