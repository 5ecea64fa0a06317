/** The contestants: this project and its peers, each on the CPU or through WebGPU. */

export interface ContestantInfo {
  /** Its name for `--contestants`. */
  readonly id: string;
  readonly title: string;
  readonly device: 'cpu' | 'gpu';
  /** The file under page/contestants/, and its arguments. */
  readonly adapter: 'ours' | 'tfjs' | 'ort' | 'jax';
  readonly backend: 'wasm' | 'webgpu' | 'cpu';
  readonly threads: number;
}

type Row = readonly [
  id: string,
  title: string,
  adapter: ContestantInfo['adapter'],
  backend: ContestantInfo['backend'],
  threads: number,
];

const rows: readonly Row[] = [
  ['wasm-2t', 'this project, 2 threads', 'ours', 'wasm', 2],
  ['wasm-1t', 'this project, 1 thread', 'ours', 'wasm', 1],
  ['tfjs-wasm-2t', 'TensorFlow.js wasm, 2 threads', 'tfjs', 'wasm', 2],
  ['tfjs-wasm-1t', 'TensorFlow.js wasm, 1 thread', 'tfjs', 'wasm', 1],
  ['ort-wasm-2t', 'ONNX Runtime wasm, 2 threads', 'ort', 'wasm', 2],
  ['ort-wasm-1t', 'ONNX Runtime wasm, 1 thread', 'ort', 'wasm', 1],
  ['jax-wasm', 'jax-js wasm', 'jax', 'wasm', 2],
  ['tfjs-cpu', 'TensorFlow.js cpu', 'tfjs', 'cpu', 1],
  ['webgpu', 'this project, WebGPU', 'ours', 'webgpu', 1],
  ['tfjs-webgpu', 'TensorFlow.js webgpu', 'tfjs', 'webgpu', 1],
  ['ort-webgpu', 'ONNX Runtime webgpu', 'ort', 'webgpu', 1],
  ['jax-webgpu', 'jax-js webgpu', 'jax', 'webgpu', 1],
];

export const contestants: readonly ContestantInfo[] = rows.map(([id, title, adapter, backend, threads]) => ({
  ...{ id, title, adapter, backend, threads },
  device: backend === 'webgpu' ? 'gpu' : 'cpu',
}));
