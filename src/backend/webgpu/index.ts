/**
 * The `webgpu` backend: every kernel as WGSL. It requires no optional feature, and exceeds the default limits only for
 * buffer and binding sizes.
 */
import { EngineError } from '../../core/errors';
import { withTimeout } from '../../core/timeout';
import type { Backend, BackendInfo } from '../types';
import { describe, factsOf, kindOf, PATIENCE, requestAdapter, sizeLimits, targetOf, usefulFeatures } from './adapter';
import { CountedDevice } from './counter';
import { createPaintPipelines, type PaintPipelines } from './paintPipelines';
import { PipelineCache } from './pipelines';
import { loadProgram, type Shared } from './program';

export { probeAdapter } from './adapter';
export { selfCheck } from './selfCheck';

export interface WebGpuOptions {
  /** Use this device instead of requesting one; it stays the caller's, and dispose() leaves it alone. */
  readonly device?: GPUDevice;
  /** Accept a software adapter (default: refuse, since the WASM backend is then faster). */
  readonly allowFallbackAdapter?: boolean;
  /** Bytes per binding, if fewer than the device allows: larger weights are cut into several. */
  readonly mostBoundBytes?: number;
}

async function requestDevice(allowFallbackAdapter: boolean): Promise<GPUDevice> {
  const adapter = await requestAdapter();
  if (!adapter) throw new EngineError('device', 'this browser offers no graphics adapter');
  if (kindOf(adapter.info) === 'software' && !allowFallbackAdapter) {
    throw new EngineError('device', `the only graphics adapter is software: ${describe(adapter.info)}`);
  }
  const requiredFeatures = usefulFeatures.filter((feature) => adapter.features.has(feature));
  const requiredLimits = Object.fromEntries(sizeLimits.map((name) => [name, adapter.limits[name]]));
  const asked = adapter.requestDevice({ label: 'cnn-playground', requiredFeatures, requiredLimits });
  return withTimeout(asked, PATIENCE, 'the graphics device', (device) => device.destroy());
}

/** Rejects with EngineError('device') when no adapter or device is available. */
export async function createWebGpuBackend(options: WebGpuOptions = {}): Promise<Backend> {
  const device = options.device ?? (await requestDevice(options.allowFallbackAdapter === true));
  const info: BackendInfo = { name: 'webgpu', detail: describe(device.adapterInfo), facts: factsOf(device) };

  let failure: EngineError | null = null;
  let disposed = false;
  const lost = new Promise<string>((resolve) => {
    const fail = (what: string): void => {
      if (disposed || failure) return;
      failure = new EngineError('device', what);
      resolve(what);
    };
    device.lost.then(({ message }) =>
      fail(message ? `the graphics device was lost: ${message}` : 'the graphics device was lost'),
    );
    device.addEventListener('uncapturederror', (event) => {
      const kind = event.error instanceof GPUOutOfMemoryError ? 'ran out of memory' : 'reported an error';
      fail(`the graphics device ${kind}: ${event.error.message}`);
    });
  });

  const dispose = (): void => {
    disposed = true;
    if (!options.device) device.destroy();
  };
  let paint: PaintPipelines;
  try {
    paint = await createPaintPipelines(new CountedDevice(device));
  } catch (error) {
    dispose();
    throw failure ?? error;
  }
  const shared: Shared = {
    info,
    target: targetOf(device),
    mostBound: Math.floor(Math.min(device.limits.maxStorageBufferBindingSize, options.mostBoundBytes ?? Infinity) / 4),
    pipelines: new PipelineCache(),
    paint,
    failure: () => failure,
  };
  return {
    info,
    lost,
    async load(plan, weights) {
      if (failure) throw failure;
      return loadProgram(plan, weights, new CountedDevice(device), shared);
    },
    dispose,
  };
}
