/**
 * Counts a page's resources at the browser's own interfaces, and keeps its graphics devices so that one can be lost.
 * Runs before the page's code, and knows nothing about the page's own counters.
 */

export interface Held {
  /** GPU buffers created and neither destroyed nor lost with their device. */
  readonly buffers: number;
  /** Workers started and not terminated. */
  readonly workers: number;
  readonly devices: number;
}

/** Provides `held()` and `loseDevice()` on the page's global object. */
export function instrument(): void {
  const buffers = new Map<unknown, unknown>();
  const workers = new Set<unknown>();
  const devices = new Set<unknown>();
  const wrap = (name: string, method: string, after: (self: unknown, result: unknown) => void): void => {
    const prototype: unknown = Reflect.get(globalThis, name)?.prototype;
    if (typeof prototype !== 'object' || prototype === null) return;
    const original: unknown = Reflect.get(prototype, method);
    if (typeof original !== 'function') return;
    Reflect.set(prototype, method, function (this: unknown, ...given: unknown[]) {
      const result: unknown = Reflect.apply(original, this, given);
      after(this, result);
      return result;
    });
  };
  wrap('GPUDevice', 'createBuffer', (device, buffer) => buffers.set(buffer, device));
  wrap('GPUBuffer', 'destroy', (buffer) => buffers.delete(buffer));
  wrap('GPUDevice', 'destroy', (device) => {
    devices.delete(device);
    for (const [buffer, owner] of buffers) if (owner === device) buffers.delete(buffer);
  });
  wrap('GPUAdapter', 'requestDevice', (_, promise) => {
    Promise.resolve(promise).then(
      (device) => devices.add(device),
      () => {},
    );
  });
  const { Worker: Original } = globalThis;
  globalThis.Worker = class extends Original {
    constructor(...given: ConstructorParameters<typeof Original>) {
      super(...given);
      workers.add(this);
    }
  };
  wrap('Worker', 'terminate', (worker) => workers.delete(worker));
  Object.assign(globalThis, {
    held: () => ({ buffers: buffers.size, workers: workers.size, devices: devices.size }),
    loseDevice: () => {
      const last: unknown = [...devices].at(-1);
      if (last instanceof GPUDevice) last.destroy();
    },
  });
}
