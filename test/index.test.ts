/** The engine's public face, used as its opening comment says, in Node: a shipped model, a value of a map, a step of training. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  checkPreprocessing,
  decodeModel,
  EngineError,
  isLayerType,
  layers,
  openBackend,
  planModel,
  prepare,
  rasterise,
  TrainingRun,
} from '../src/index';
import { chain } from './helpers/models';
import { digitPaths, place } from './helpers/strokes';

test('a shipped model reads a digit, and any tensor can be read back', async () => {
  const bytes = readFileSync(new URL('../public/models/digits.safetensors', import.meta.url));
  const { spec, weights } = decodeModel(new Uint8Array(bytes));
  const plan = planModel(spec);
  const { backend } = await openBackend('reference');
  const program = await backend.load(plan, weights);
  const path = digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7');
  const strokes = place(path).map((points) => ({
    points: points.map(([x, y]) => ({ x, y, pressure: 0.5 })),
    thickness: 0.07,
    eraser: false,
  }));
  const given = { kind: 'drawing', ink: rasterise(strokes, 224) } as const;
  const prepared = prepare(checkPreprocessing(spec.preprocessing), given) ?? expect.fail('nothing was drawn');
  program.write(plan.input, prepared.tensor);
  const { output } = await program.run();
  expect(spec.labels[output.indexOf(Math.max(...output))]).toBe('7');
  const node = plan.nodes[0] ?? expect.fail('no nodes');
  expect(isLayerType(node.type) && layers[node.type].filters).toBe('kernels');
  expect((await program.read(node.output)).length).toBe(plan.tensors[node.output]?.length);
  program.dispose();
});

test('a step of training lowers the loss of a batch that is seen again', async () => {
  const { backend } = await openBackend('reference');
  const source = {
    count: 4,
    classes: 3,
    length: 64,
    label: (index: number) => index % 3,
    write(index: number, into: Float32Array, at: number): void {
      for (let i = 0; i < 64; i++) into[at + i] = Math.sin(index * 64 + i);
    },
  };
  const run = await TrainingRun.start(backend, {
    spec: chain,
    source,
    batch: 4,
    optimiser: { kind: 'sgd', decay: 0 },
    rate: { kind: 'constant', rate: 0.05 },
    seed: 1,
    smoothing: 0,
  });
  const losses = (await run.steps(10)).map(({ loss }) => loss);
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
});

test('what goes wrong names what was wanted and what was got', () => {
  expect(() => decodeModel(new Uint8Array(100))).toThrow(EngineError);
});
