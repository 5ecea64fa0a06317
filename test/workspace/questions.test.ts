/** Questions to the engine: whoever asks once is answered, whatever becomes of the program that was asked. */
import { expect, test } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { networkOf } from '../../src/workspace/network';
import { branches, chain, stored } from '../helpers/models';
import { load, SlowBackend, settle, setUp, started } from '../helpers/slowEngine';

/** The first value of the input: what was drawn last. */
const INPUT = networkOf(stored(chain)).plan.input;

const lost = () => Promise.reject(new EngineError('device', 'lost'));

test('one that comes before any program is answered of the first frame', async () => {
  const backend = new SlowBackend();
  const { engine, draw, frame } = setUp([backend]);
  void engine.use('auto');
  draw(3);
  const loaded = load(engine);
  const answer = engine.readValue(INPUT, 0);
  await loaded;
  frame();
  backend.runs[0]?.resolve();
  expect(await answer).toBe(3);
});

test('one whose program is replaced meanwhile is answered of the first frame of the next', async () => {
  const [first, second] = [new SlowBackend('webgpu'), new SlowBackend()];
  const { engine, draw, frame } = await started([first, second]);
  draw(4);
  frame();
  const isOver = new EngineError('device', 'disposed of');
  first.silences.push(() => new Promise((_, reject) => setTimeout(() => reject(isOver), 20)));
  const answers = [engine.readValue(INPUT, 0)];
  void engine.use('wasm');
  // Another one while there is none.
  answers.push(engine.readValue(INPUT, 0));
  await settle();
  frame();
  second.runs[0]?.resolve();
  expect(await Promise.all(answers)).toEqual([4, 4]);
});

test('a device that fails a question is asked to compute, which shows whether it is there, and is asked once more', async () => {
  const backend = new SlowBackend();
  const { engine, draw, frame, failures } = await started([backend]);
  draw(5);
  frame();
  backend.runs[0]?.resolve();
  await settle();
  backend.silences.push(lost);
  const answer = engine.readValue(INPUT, 0);
  await settle();
  frame();
  expect(backend.runs).toHaveLength(2);
  backend.runs[1]?.resolve();
  expect(await answer).toBe(5);

  backend.silences.push(lost, lost);
  const again = engine.readValue(INPUT, 0).catch((error: unknown) => error);
  await settle();
  frame();
  backend.runs[2]?.resolve();
  expect(await again).toBeInstanceOf(EngineError);
  expect(failures).toEqual([]);
});

test('what is asked of a network that is replaced, and of an engine that ends, is answered by nobody', async () => {
  const { engine } = setUp([new SlowBackend()]);
  void engine.use('auto');
  const loaded = load(engine);
  const first = engine.readValue(INPUT, 0);
  const other = stored(branches);
  void engine.load(other, networkOf(other));
  expect(await first).toBeNull();
  const second = engine.readValue(INPUT, 0);
  engine.dispose();
  expect(await second).toBeNull();
  await loaded;
});

test('a question that a program cannot answer fails at once', async () => {
  const { engine } = await started([new SlowBackend()]);
  await expect(engine.readValue(INPUT, 1e6)).rejects.toThrow();
});
