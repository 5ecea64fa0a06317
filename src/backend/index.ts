/**
 * The choice of backend: WebGPU unless there is no adapter or only a software one, then WASM, then the twins. A choice
 * that was asked for is tried first; whatever cannot be started, or has failed before, is passed over with its reason.
 * A backend's code is fetched only when it is chosen.
 */
import { EngineError } from '../core/errors';
import type { Backend, BackendName, Plan, ShaderSource } from './types';
import { probeAdapter } from './webgpu/adapter';

export type BackendChoice = 'auto' | BackendName;

/** Why a backend was not taken. */
export interface Refusal {
  readonly name: BackendName;
  readonly code: 'no-webgpu' | 'no-adapter' | 'software' | 'failed' | 'wrong' | 'lost' | 'memory';
  /** The device's or the engine's own words. */
  readonly detail: string;
}

export interface Opened {
  readonly backend: Backend;
  /** The backends before this one in the order of preference, and why each was passed over. */
  readonly refused: readonly Refusal[];
}

const preference: readonly BackendName[] = ['webgpu', 'wasm', 'reference'];

type Attempt = Backend | Omit<Refusal, 'name'>;

const openers: { readonly [B in BackendName]: (asked: boolean) => Promise<Attempt> } = {
  async webgpu(asked) {
    if (typeof navigator === 'undefined' || !('gpu' in navigator)) return { code: 'no-webgpu', detail: '' };
    const { kind, detail } = await probeAdapter();
    if (kind === 'none') return { code: 'no-adapter', detail };
    if (kind === 'software' && !asked) return { code: 'software', detail };
    const { createWebGpuBackend } = await import('./webgpu');
    return createWebGpuBackend({ allowFallbackAdapter: asked });
  },
  async wasm() {
    const { createWasmBackend } = await import('./wasm');
    return createWasmBackend();
  },
  async reference() {
    const { createReferenceBackend } = await import('./reference');
    return createReferenceBackend();
  },
};

async function attempt(name: BackendName, asked: boolean): Promise<Attempt> {
  try {
    return await openers[name](asked);
  } catch (error) {
    const code = error instanceof EngineError && error.code === 'memory' ? 'memory' : 'failed';
    return { code, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** The order in which backends are tried for a choice: the one asked for, then the others that are not above it. */
export function backendOrder(choice: BackendChoice): readonly BackendName[] {
  return choice === 'auto' ? preference : preference.slice(preference.indexOf(choice));
}

/**
 * Opens the best backend for a choice. `failed` are those that have been seen to fail and are passed over.
 * Throws EngineError('device') when none can be opened.
 */
export async function openBackend(choice: BackendChoice = 'auto', failed: readonly Refusal[] = []): Promise<Opened> {
  const refused: Refusal[] = [];
  for (const name of backendOrder(choice)) {
    const known = failed.find((refusal) => refusal.name === name);
    const result = known ?? (await attempt(name, choice === name));
    if ('load' in result) return { backend: result, refused };
    refused.push({ ...result, name });
  }
  const reasons = refused.map(({ name, detail }) => `${name}: ${detail}`).join('; ');
  throw new EngineError('device', 'no backend can compute here', { got: reasons });
}

/**
 * What is wrong with a backend's kernels among those that a plan uses, or null. Only WebGPU is checked at start: its
 * kernels are compiled by whatever driver is there, while the CPU's arithmetic is known.
 */
export async function checkBackend(backend: Backend, plan: Plan): Promise<string | null> {
  if (backend.info.name !== 'webgpu') return null;
  const { selfCheck } = await import('./webgpu');
  const wrong = await selfCheck(backend, plan);
  return wrong && `${wrong.kernel}: error ${wrong.error.toPrecision(2)}`;
}

/** The forward phase's shaders as they would be compiled for real graphics hardware, for a page that has none. */
export async function hardwareShaders(plan: Plan): Promise<readonly ShaderSource[]> {
  const { plannedPasses, shadersOf } = await import('./webgpu/passes');
  return shadersOf(plannedPasses(plan, 'hardware').planned);
}

export { BROKEN, colourTable, INK_START, INK_STEPS, SIGNED_STEPS, signedColour } from './paint/colour';
