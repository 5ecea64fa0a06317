/**
 * Counts a frame's WebGPU calls by wrapping the methods of the platform's classes, so that every contestant is counted
 * alike.
 */

export interface Calls {
  dispatches: number;
  submits: number;
  passes: number;
  bytesUploaded: number;
  /** Buffers, textures, bind groups, layouts, samplers, modules and pipelines. */
  created: number;
  readbacks: number;
}

const none = (): Calls => ({ dispatches: 0, submits: 0, passes: 0, bytesUploaded: 0, created: 0, readbacks: 0 });

const calls = none();

/** The counts since the last call. */
export function takeCalls(): Calls {
  const taken = { ...calls };
  Object.assign(calls, none());
  return taken;
}

type Method = (...args: readonly unknown[]) => unknown;

function before(target: object, name: string, count: (args: readonly unknown[]) => void): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') return;
  const wrapped = function (this: unknown, ...args: readonly unknown[]): unknown {
    count(args);
    return Reflect.apply(original as Method, this, args);
  };
  Reflect.set(target, name, wrapped);
}

const byteLength = (data: unknown): number =>
  data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;

/** Bytes of a writeBuffer call: the size counts a view's elements, or a buffer's bytes; default: all that is left. */
function writtenBytes([, , data, offset, size]: readonly unknown[]): number {
  const unit = ArrayBuffer.isView(data) && 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  return typeof size === 'number' ? size * unit : byteLength(data) - Number(offset ?? 0) * unit;
}

/** Starts counting in this frame; call it before any library is loaded. Does nothing without WebGPU. */
export function countCalls(): void {
  if (typeof GPUDevice === 'undefined') return;
  for (const name of Object.getOwnPropertyNames(GPUDevice.prototype)) {
    // Encoders belong to every submit; query sets and error scopes are not part of the work.
    if (!/^create(?!CommandEncoder|QuerySet|RenderBundleEncoder)/.test(name)) continue;
    before(GPUDevice.prototype, name, ([descriptor]) => {
      calls.created += 1;
      const { mappedAtCreation, size } = descriptor as { mappedAtCreation?: boolean; size?: number };
      if (name === 'createBuffer' && mappedAtCreation) calls.bytesUploaded += Number(size);
    });
  }
  before(GPUQueue.prototype, 'submit', () => void calls.submits++);
  before(GPUQueue.prototype, 'writeBuffer', (args) => {
    calls.bytesUploaded += writtenBytes(args);
  });
  before(GPUQueue.prototype, 'writeTexture', ([, data]) => {
    calls.bytesUploaded += byteLength(data);
  });
  before(GPUCommandEncoder.prototype, 'beginComputePass', () => void calls.passes++);
  before(GPUCommandEncoder.prototype, 'beginRenderPass', () => void calls.passes++);
  before(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => void calls.dispatches++);
  before(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => void calls.dispatches++);
  before(GPUBuffer.prototype, 'mapAsync', ([mode]) => {
    if (mode === GPUMapMode.READ) calls.readbacks += 1;
  });
}
