/** Which GPU there is, if any, and whether it is really software. */
import { withTimeout } from '../../core/timeout';
import type { AdapterKind, Target } from '../../kernels/kernel';
import type { BackendInfo } from '../types';

/** Seconds a driver may take to name its adapter, and to open it. */
export const PATIENCE = 15;

/** Software rasterisers that do not always report themselves as fallback adapters. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|microsoft basic render|warp/i;

export function kindOf(info: GPUAdapterInfo): AdapterKind {
  const names = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter === true || SOFTWARE.test(names) ? 'software' : 'hardware';
}

/** Optional features to request; everything works without them. The profiler uses the first, `quads` the second. */
export const usefulFeatures = ['timestamp-query', 'subgroups'] as const satisfies readonly GPUFeatureName[];

/** Limits requested up to the adapter's maximum: they decide how large a tensor, and a network, may be. */
export const sizeLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** The target that kernels are chosen for on this device. */
export function targetOf({ adapterInfo, features }: GPUDevice): Target {
  const kind = kindOf(adapterInfo);
  const fours = adapterInfo.subgroupMinSize === 4 && adapterInfo.subgroupMaxSize === 4;
  return kind === 'software' && fours && features.has('subgroups') ? 'quads' : kind;
}

/** `nvidia ampere`, or whatever the browser reveals. */
export function describe(info: GPUAdapterInfo): string {
  const named = info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ');
  return named || (kindOf(info) === 'software' ? 'software adapter' : 'unnamed adapter');
}

/** Limits that decide how large a network can be, and how large a workgroup. */
const tellingLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** What a device is and can do, by WebGPU's own names; leaves out what the browser does not reveal. */
export function factsOf({ adapterInfo, limits, features }: GPUDevice): NonNullable<BackendInfo['facts']> {
  const { vendor, architecture, device, description } = adapterInfo;
  const facts = [
    ['vendor', vendor],
    ['architecture', architecture],
    ['device', device],
    ['description', description],
    ['kind', kindOf(adapterInfo)],
    ...tellingLimits.map((name) => [name, String(limits[name])] as const),
    ['features', [...features].sort().join(', ')],
  ] as const;
  return facts.filter(([, value]) => value !== '');
}

/** The browser's best adapter, or null. Rejects with EngineError('device') when the driver does not answer. */
export async function requestAdapter(): Promise<GPUAdapter | null> {
  if (!('gpu' in navigator)) return null;
  const asked = navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  return withTimeout(asked, PATIENCE, 'the graphics driver');
}

/** For the choice of backend: is there a GPU, and is it real? Never rejects. */
export async function probeAdapter(): Promise<{ kind: 'none' | AdapterKind; detail: string }> {
  try {
    const adapter = await requestAdapter();
    if (!adapter) return { kind: 'none', detail: 'gpu' in navigator ? 'no adapter' : 'no WebGPU in this browser' };
    return { kind: kindOf(adapter.info), detail: describe(adapter.info) };
  } catch (error) {
    return { kind: 'none', detail: error instanceof Error ? error.message : String(error) };
  }
}
