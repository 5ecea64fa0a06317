/**
 * Times the WASM kernels in Node: `npm run bench -- kernels [threads] [kernels|nets|train]`.
 *
 * One line per convolution shape, in GFLOP/s (2 per multiply-accumulate), forward and for both gradients; per network,
 * in milliseconds per picture; per training step, in samples per second. Each is the fastest run within one second,
 * which is least disturbed by other work on the machine.
 */
import { callPlan } from '../../src/backend/callPlan';
import type { Backend, Phase, Program } from '../../src/backend/types';
import { createWasmBackend } from '../../src/backend/wasm';
import { Random } from '../../src/core/random';
import { planModel } from '../../src/graph/plan';
import { kernels } from '../../src/kernels';
import type { LooseCall } from '../../src/kernels/kernel';
import { initialWeights } from '../../src/train/initialise';
import { courses, nets } from './nets';

/** batch, input channels, output channels, height = width, kernel, stride, padding, groups */
type Shape = readonly [number, number, number, number, number, number, number, number];

const shapes: readonly Shape[] = [
  [1, 1, 8, 28, 5, 1, 2, 1],
  [1, 8, 16, 14, 5, 1, 0, 1],
  [64, 1, 8, 28, 5, 1, 2, 1],
  [64, 8, 16, 14, 5, 1, 0, 1],
  [32, 3, 32, 32, 3, 1, 1, 1],
  [32, 32, 32, 32, 3, 1, 1, 1],
  [32, 64, 64, 16, 3, 1, 1, 1],
  [32, 128, 128, 8, 3, 1, 1, 1],
  [32, 128, 128, 4, 3, 1, 1, 1],
  [32, 64, 64, 5, 3, 1, 1, 1],
  [1, 32, 64, 32, 3, 1, 1, 1],
  [1, 128, 128, 28, 3, 1, 1, 1],
  [1, 64, 64, 56, 1, 1, 0, 1],
  [1, 512, 1000, 13, 1, 1, 0, 1],
  [1, 64, 64, 56, 3, 2, 1, 1],
  [1, 128, 128, 112, 3, 1, 1, 128],
  [1, 128, 128, 56, 3, 2, 1, 128],
  [1, 3, 1, 512, 3, 1, 1, 1],
  [1, 3, 1, 512, 7, 1, 3, 1],
];

const random = new Random(1);
const noise = (length: number): Float32Array => Float32Array.from({ length }, () => random.uniform(-0.5, 0.5));

/** Fastest run within one second, in milliseconds. */
async function fastest(program: Program, phases: readonly Phase[] = ['forward']): Promise<number> {
  let best = Infinity;
  const end = performance.now() + 1000;
  do {
    const started = performance.now();
    await program.run(phases);
    best = Math.min(best, performance.now() - started);
  } while (performance.now() < end);
  return best;
}

/** Runs one call on noise and returns its GFLOP/s. */
async function speedOf(backend: Backend, call: LooseCall, flop: number): Promise<number> {
  const plan = callPlan([call]);
  const values = plan.tensors.map(({ name, length }) => [name, noise(length)] as const);
  const program = await backend.load(plan, new Map(values));
  plan.tensors.forEach(({ id }, k) => {
    program.write(id, values[k]?.[1] ?? new Float32Array(0));
  });
  const milliseconds = await fastest(program);
  program.dispose();
  return flop / milliseconds / 1e6;
}

async function timeKernels(backend: Backend): Promise<void> {
  console.log('batch in out size kernel stride pad groups: forward, input gradient, weight gradient (GFLOP/s)');
  for (const shape of shapes) {
    const [batch, inChannels, outChannels, size, kernel, stride, pad, groups] = shape;
    const out = Math.floor((size + 2 * pad - kernel) / stride) + 1;
    const params = {
      ...{ batch, inChannels, inHeight: size, inWidth: size, outChannels, outHeight: out, outWidth: out },
      ...{ kernelHeight: kernel, kernelWidth: kernel, strideY: stride, strideX: stride, padTop: pad, padLeft: pad },
      ...{ dilationY: 1, dilationX: 1, groups },
    };
    const x = batch * inChannels * size * size;
    const y = batch * outChannels * out * out;
    const w = (outChannels * inChannels * kernel * kernel) / groups;
    const flop = (2 * y * inChannels * kernel * kernel) / groups;
    const relu = { activation: 1, alpha: 0, beta: 0 };
    const calls: readonly LooseCall[] = [
      { kernel: kernels.conv2d, params: { ...params, ...relu }, lengths: [x, w, outChannels, y, y] },
      { kernel: kernels.conv2dInputGradient, params, lengths: [y, w, x] },
      { kernel: kernels.conv2dWeightGradient, params, lengths: [x, y, w, outChannels] },
    ];
    const speeds: number[] = [];
    for (const call of calls) speeds.push(await speedOf(backend, call, flop));
    console.log(`${shape.join(' ').padEnd(30)} ${speeds.map((speed) => speed.toFixed(1).padStart(6)).join(' ')}`);
  }
}

async function timeNets(backend: Backend): Promise<void> {
  for (const spec of nets) {
    const plan = planModel(spec);
    const program = await backend.load(plan, initialWeights(spec, 1));
    program.write(plan.input, noise(plan.tensors[plan.input]?.length ?? 0));
    const milliseconds = await fastest(program);
    console.log(`${spec.name}: ${milliseconds.toFixed(3)} ms, ${(plan.macs / 1e6).toFixed(1)} M multiply-accumulates`);
    program.dispose();
  }
}

async function timeTraining(backend: Backend): Promise<void> {
  for (const { model: spec, batch } of courses) {
    if (typeof spec === 'string') continue;
    const plan = planModel(spec, { batch, train: { optimiser: 'adamw' } });
    const program = await backend.load(plan, initialWeights(spec, 1));
    program.write(plan.input, noise(plan.tensors[plan.input]?.length ?? 0));
    const milliseconds = await fastest(program, ['forward', 'backward', 'update']);
    console.log(`${spec.name}, batch ${batch}: ${Math.round((1000 * batch) / milliseconds)} samples a second`);
    program.dispose();
  }
}

/** Runs the given parts (kernels, nets, train), or all. */
export async function timeInNode(threads: number, parts: readonly string[]): Promise<void> {
  const wanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  const backend = await createWasmBackend({ threads });
  console.log(backend.info.detail);
  if (wanted('kernels')) await timeKernels(backend);
  if (wanted('nets')) await timeNets(backend);
  if (wanted('train')) await timeTraining(backend);
  backend.dispose();
}
