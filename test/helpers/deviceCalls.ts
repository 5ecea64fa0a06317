/** Counts what is asked of any WebGPU device at the browser's own interface, whoever asks. */
import type { Counters } from '../../src/backend/types';

export interface DeviceCalls {
  readonly counters: Counters;
  reset(): void;
  stop(): void;
}

const zero: Counters = {
  dispatches: 0,
  submits: 0,
  computePasses: 0,
  renderPasses: 0,
  bytesUploaded: 0,
  created: 0,
  readbacks: 0,
};

/** Wraps the prototypes of the WebGPU interfaces until stop(). */
export function spyOnDevices(): DeviceCalls {
  const counters = { ...zero };
  const undo: (() => void)[] = [];
  const spy = (prototype: object, method: string, count: (args: readonly unknown[]) => void): void => {
    const original: unknown = Reflect.get(prototype, method);
    if (typeof original !== 'function') throw new TypeError(`${method} is not a method`);
    Reflect.set(prototype, method, function (this: unknown, ...args: unknown[]) {
      count(args);
      return Reflect.apply(original, this, args);
    });
    undo.push(() => Reflect.set(prototype, method, original));
  };
  const makers = Object.getOwnPropertyNames(GPUDevice.prototype).filter(
    (name) => name.startsWith('create') && name !== 'createCommandEncoder',
  );
  for (const maker of makers) spy(GPUDevice.prototype, maker, () => (counters.created += 1));
  spy(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => (counters.dispatches += 1));
  spy(GPUQueue.prototype, 'submit', () => (counters.submits += 1));
  spy(GPUCommandEncoder.prototype, 'beginComputePass', () => (counters.computePasses += 1));
  spy(GPUCommandEncoder.prototype, 'beginRenderPass', () => (counters.renderPasses += 1));
  spy(GPUBuffer.prototype, 'mapAsync', () => (counters.readbacks += 1));
  spy(GPUQueue.prototype, 'writeBuffer', ([, , data, , size]) => {
    counters.bytesUploaded += typeof size === 'number' ? size : (data as ArrayBufferView).byteLength;
  });
  return {
    counters,
    reset: () => Object.assign(counters, zero),
    stop: () => {
      for (const restore of undo) restore();
    },
  };
}
