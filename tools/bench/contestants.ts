/** The contestants: this project and its peers, each on the CPU, through WebGPU or WebGL, or native. */

/** What is measured of it: frames (a picture in, maps out), steps of training, or both. */
export type Task = 'frames' | 'steps';

export interface ContestantInfo {
  /** Its name for `--contestants`. */
  readonly id: string;
  readonly title: string;
  /** `native`: outside the browser. */
  readonly device: 'cpu' | 'gpu' | 'native';
  /** The file under page/contestants/, and its arguments; `torch` is pytorch.py. */
  readonly adapter: 'ours' | 'tfjs' | 'ort' | 'jax' | 'convnet' | 'torch';
  readonly backend: 'wasm' | 'webgpu' | 'webgl' | 'cpu';
  readonly threads: number;
  readonly tasks: readonly Task[];
}

type Row = readonly [
  id: string,
  title: string,
  adapter: ContestantInfo['adapter'],
  backend: ContestantInfo['backend'],
  threads: number,
  tasks: readonly Task[],
];

const both: readonly Task[] = ['frames', 'steps'];

const rows: readonly Row[] = [
  ['wasm-2t', 'this project, 2 threads', 'ours', 'wasm', 2, both],
  ['wasm-1t', 'this project, 1 thread', 'ours', 'wasm', 1, both],
  // Its WASM backend has no gradient of convolution.
  ['tfjs-wasm-2t', 'TensorFlow.js wasm, 2 threads', 'tfjs', 'wasm', 2, ['frames']],
  ['tfjs-wasm-1t', 'TensorFlow.js wasm, 1 thread', 'tfjs', 'wasm', 1, ['frames']],
  ['ort-wasm-2t', 'ONNX Runtime wasm, 2 threads', 'ort', 'wasm', 2, ['frames']],
  ['ort-wasm-1t', 'ONNX Runtime wasm, 1 thread', 'ort', 'wasm', 1, ['frames']],
  ['jax-wasm', 'jax-js wasm', 'jax', 'wasm', 2, both],
  ['tfjs-cpu', 'TensorFlow.js cpu', 'tfjs', 'cpu', 1, both],
  ['convnet', 'ConvNetJS', 'convnet', 'cpu', 1, ['steps']],
  ['webgpu', 'this project, WebGPU', 'ours', 'webgpu', 1, both],
  ['tfjs-webgpu', 'TensorFlow.js webgpu', 'tfjs', 'webgpu', 1, both],
  ['tfjs-webgl', 'TensorFlow.js webgl', 'tfjs', 'webgl', 1, ['steps']],
  ['ort-webgpu', 'ONNX Runtime webgpu', 'ort', 'webgpu', 1, ['frames']],
  ['jax-webgpu', 'jax-js webgpu', 'jax', 'webgpu', 1, both],
  ['torch', 'PyTorch, native, 2 threads', 'torch', 'cpu', 2, ['steps']],
];

const deviceOf = (adapter: ContestantInfo['adapter'], backend: ContestantInfo['backend']): ContestantInfo['device'] => {
  if (adapter === 'torch') return 'native';
  return backend === 'webgpu' || backend === 'webgl' ? 'gpu' : 'cpu';
};

export const contestants: readonly ContestantInfo[] = rows.map(([id, title, adapter, backend, threads, tasks]) => ({
  ...{ id, title, adapter, backend, threads, tasks },
  device: deviceOf(adapter, backend),
}));
