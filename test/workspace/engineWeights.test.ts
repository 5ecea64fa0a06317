/** Weights that a person changes are in the next frame's answer, and an engine that rests computes nothing. */
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/workspace/engine';
import { load, SlowBackend, settle, started } from '../helpers/slowEngine';

describe('weights that are changed', () => {
  const bias = (engine: Engine<number>, values: number): void =>
    engine.setWeight('dense.bias', new Float32Array(3).fill(values));
  const ends = async (backend: SlowBackend): Promise<void> => {
    for (const run of backend.runs.splice(0)) run.resolve();
    await settle();
  };

  test('alone are written, once, before the next run, and change its answer', async () => {
    const backend = new SlowBackend();
    const { engine, frame, reports } = await started([backend]);
    await ends(backend);
    const writes = backend.written.length;
    engine.setWeight('dense.bias', Float32Array.of(50, 0, 0));
    frame();
    await ends(backend);
    expect(backend.written.slice(writes)).toEqual([Float32Array.of(50, 0, 0)]);
    expect(reports.at(-1)?.output[0]).toBeCloseTo(1, 5);
    bias(engine, 0);
    bias(engine, 1);
    frame();
    expect(backend.written.slice(writes + 1)).toEqual([Float32Array.of(1, 1, 1)]);
  });

  test('are given back, and outlive a backend but not a model', async () => {
    const backends = [new SlowBackend('webgpu'), new SlowBackend('webgpu'), new SlowBackend('webgpu')];
    const { engine, frame, reports } = await started(backends);
    const [first, second] = backends;
    if (!first || !second) throw new Error('there are three');
    await ends(first);
    const own = reports.at(-1)?.output;
    engine.setWeight('dense.bias', Float32Array.of(50, 0, 0));
    await engine.use('webgpu');
    frame();
    await ends(second);
    expect(reports.at(-1)?.output[0]).toBeCloseTo(1, 5);
    engine.setWeight('dense.bias', null);
    frame();
    await ends(second);
    expect(reports.at(-1)?.output).toEqual(own);
    engine.setWeight('dense.bias', Float32Array.of(50, 0, 0));
    await load(engine);
    frame();
    await ends(second);
    expect(reports.at(-1)?.output).toEqual(own);
  });

  test('of no layer, or of another length, are not taken', async () => {
    const { engine } = await started([new SlowBackend()]);
    expect(() => engine.setWeight('dense.scale', new Float32Array(3))).toThrow('dense.scale');
    expect(() => engine.setWeight('dense.bias', new Float32Array(2))).toThrow('dense.bias');
  });
});

test('an engine that rests runs no frame, and then the latest input', async () => {
  const backend = new SlowBackend();
  const { engine, draw, frame, preparations, isBusy } = await started([backend]);
  for (const run of backend.runs.splice(0)) run.resolve();
  await settle();
  const before = preparations();
  draw(2);
  expect(isBusy()).toBe(true);
  engine.rest(true);
  draw(3);
  frame();
  draw(4);
  frame();
  expect([preparations(), backend.runs.length]).toEqual([before, 0]);
  // Nor does it owe an answer to anyone.
  expect(isBusy()).toBe(false);
  engine.rest(false);
  expect(isBusy()).toBe(true);
  frame();
  expect(preparations()).toBe(before + 1);
  expect(backend.written.at(-1)?.[0]).toBe(4);
});
