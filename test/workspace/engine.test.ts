/** The loop of frames: the latest input wins, one run at a time, and a backend that fails is replaced without loss. */
import { describe, expect, test, vi } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { networkOf } from '../../src/workspace/network';
import { branches, stored } from '../helpers/models';
import { load, SlowBackend, settle, setUp, started } from '../helpers/slowEngine';

describe('frames', () => {
  test('many changes within a frame are prepared once and run once', async () => {
    const backend = new SlowBackend();
    const { draw, frame, preparations, pendingFrames } = await started([backend]);
    for (const run of backend.runs.splice(0)) run.resolve();
    await settle();
    const before = preparations();
    for (let i = 1; i <= 20; i++) draw(i);
    expect(pendingFrames()).toBe(1);
    frame();
    expect(preparations()).toBe(before + 1);
    expect(backend.runs).toHaveLength(1);
    expect(backend.written.at(-1)?.[0]).toBe(20);
  });

  test('while a run is in flight, the latest input waits and all between are skipped', async () => {
    const backend = new SlowBackend();
    const { draw, frame, reports } = await started([backend]);
    draw(1);
    frame();
    draw(2);
    frame();
    draw(3);
    frame();
    expect(backend.runs).toHaveLength(1);
    backend.runs[0]?.resolve();
    await settle();
    frame();
    expect(backend.runs).toHaveLength(2);
    backend.runs[1]?.resolve();
    await settle();
    frame();
    expect(backend.runs).toHaveLength(2);
    expect(reports.map(({ shown }) => shown)).toEqual([0, 3]);
    expect(backend.written.map(([first]) => first)).toEqual([0, 3]);
  });

  test('an answer is of the input it was run on', async () => {
    const backend = new SlowBackend();
    const { draw, frame, reports } = await started([backend]);
    draw(7);
    backend.runs[0]?.resolve();
    await settle();
    frame();
    backend.runs[1]?.resolve();
    await settle();
    expect(reports.map(({ shown }) => shown)).toEqual([0, 7]);
    const sum = reports[1]?.output.reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 5);
    expect(reports[1]?.output).not.toEqual(reports[0]?.output);
  });

  test('nothing is asked of the display when nothing changes', async () => {
    const backend = new SlowBackend();
    const { pendingFrames } = await started([backend]);
    backend.runs[0]?.resolve();
    await settle();
    expect(pendingFrames()).toBe(0);
  });
});

describe('backends', () => {
  test('a program runs as soon as it is there, without waiting for the display', async () => {
    const backend = new SlowBackend();
    const { engine, pendingFrames } = setUp([backend]);
    void engine.use('auto');
    await load(engine);
    expect(backend.runs).toHaveLength(1);
    expect(pendingFrames()).toBe(0);
  });

  test('one is opened for a model that comes later, and only once', async () => {
    const { opened, reports, computing } = await started([new SlowBackend()]);
    expect(opened).toHaveLength(1);
    expect(reports).toHaveLength(0);
    expect(computing.at(-1)).toBe('wasm');
  });

  test('a run that fails hands the same input to the next backend', async () => {
    const [first, second] = [new SlowBackend('webgpu'), new SlowBackend()];
    const { draw, frame, failures, computing, opened, reports } = await started([first, second]);
    draw(5);
    frame();
    first.runs[0]?.reject(new EngineError('memory', 'no more'));
    await settle();
    frame();
    expect(failures).toEqual(['webgpu backend-memory']);
    expect(opened[1]?.failed).toEqual([{ name: 'webgpu', code: 'memory', detail: 'no more' }]);
    expect(computing.at(-1)).toBe('wasm');
    expect([first.disposed, first.programsDisposed]).toEqual([true, 1]);
    second.runs[0]?.resolve();
    await settle();
    expect(reports.at(-1)?.shown).toBe(5);
  });

  test('a lost device is opened once more before it is passed over', async () => {
    const backends = [new SlowBackend('webgpu'), new SlowBackend('webgpu'), new SlowBackend()];
    const { failures, opened, computing } = await started(backends);
    backends[0]?.lose('unplugged');
    await settle();
    backends[1]?.lose('unplugged again');
    await settle();
    expect(failures).toEqual(['webgpu backend-lost', 'webgpu backend-lost']);
    expect(opened.map(({ failed }) => failed.map(({ code }) => code))).toEqual([[], [], ['lost']]);
    expect(computing.at(-1)).toBe('wasm');
  });

  test('one that is lost again much later is opened again', async () => {
    const backends = [new SlowBackend('webgpu'), new SlowBackend('webgpu'), new SlowBackend('webgpu')];
    const { opened } = await started(backends);
    backends[0]?.lose('asleep');
    await settle();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 600_000);
    backends[1]?.lose('asleep');
    await settle();
    clock.mockRestore();
    expect(opened.map(({ failed }) => failed)).toEqual([[], [], []]);
  });

  test('a run that is never answered is given up, and the next backend answers', async () => {
    vi.useFakeTimers();
    try {
      const [first, again, last] = [new SlowBackend('webgpu'), new SlowBackend('webgpu'), new SlowBackend()];
      const { draw, frame, failures, reports } = await started([first, again, last]);
      draw(6);
      frame();
      // A minute for each of the first two; a program runs as soon as it is there.
      await vi.advanceTimersByTimeAsync(150_000);
      expect(failures).toEqual(['webgpu backend-lost', 'webgpu backend-lost']);
      last.runs[0]?.resolve();
      await vi.advanceTimersByTimeAsync(10);
      expect(reports.map(({ shown }) => shown)).toEqual([6]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a program that comes when its backend has been found wrong is disposed of', async () => {
    const [first, second] = [new SlowBackend('webgpu'), new SlowBackend()];
    const results = [new EngineError('device', 'lost while checking'), null];
    const parts = setUp([first, second], () => {
      const result = results.shift();
      if (result) throw result;
      return null;
    });
    void parts.engine.use('auto');
    await load(parts.engine);
    await settle();
    expect(first.programsDisposed).toBe(1);
  });

  test('one that computes wrongly never shows an answer', async () => {
    const backends = [new SlowBackend('webgpu'), new SlowBackend()];
    const results = ['conv2d: error 0.5', null];
    const parts = setUp(backends, () => results.shift() ?? null);
    void parts.engine.use('auto');
    await load(parts.engine);
    expect(parts.failures).toEqual(['webgpu backend-wrong']);
    expect(parts.computing.filter((name) => name !== null)).toEqual(['wasm']);
    expect(backends[0]?.programsDisposed).toBe(1);
  });

  test('an error of the model itself is told, and not tried on every backend', async () => {
    const [first, second] = [new SlowBackend('webgpu'), new SlowBackend()];
    first.failLoad = new EngineError('weights', 'conv.weight: needs 45 values, got none');
    const { stopped, opened } = await started([first, second]);
    expect(stopped).toEqual([first.failLoad]);
    expect(opened).toHaveLength(1);
  });

  test('when none is left, that is told', async () => {
    const { stopped } = await started([]);
    expect(stopped[0]).toBeInstanceOf(EngineError);
  });

  test('another choice replaces the backend and keeps model and input', async () => {
    const [first, second] = [new SlowBackend(), new SlowBackend()];
    const { engine, draw, frame, reports } = await started([first, second]);
    draw(4);
    frame();
    await engine.use('wasm');
    expect(first.disposed).toBe(true);
    frame();
    expect(second.written.at(-1)?.[0]).toBe(4);
    // The answer of the program that is gone comes too late to be shown.
    first.runs[0]?.resolve();
    second.runs[0]?.resolve();
    await settle();
    expect(reports.map(({ shown }) => shown)).toEqual([4]);
  });

  test('a quick change of mind leaves one backend, and disposes of the others', async () => {
    const backends = [new SlowBackend(), new SlowBackend(), new SlowBackend()];
    const { engine } = setUp(backends);
    void engine.use('auto');
    void engine.use('wasm');
    const done = engine.use('reference');
    await load(engine);
    await done;
    await settle();
    expect(backends.map(({ disposed }) => disposed)).toEqual([true, true, false]);
  });
});

test('a scene of a network that has been replaced is dropped', async () => {
  const { engine, pendingFrames, frame } = await started([new SlowBackend()]);
  frame();
  const colour = [0, 0, 0] as const;
  const palette = { negative: colour, zero: colour, positive: colour, paper: colour, ink: colour, broken: colour };
  const scene = { width: 1, height: 1, pixelRatio: 1, tiles: [], range: 'map', palette } as const;
  engine.setScene(scene, networkOf(stored(branches)));
  expect(pendingFrames()).toBe(0);
});
