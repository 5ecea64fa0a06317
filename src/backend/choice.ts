/**
 * The choice of backend: WebGPU unless there is no adapter or only a software one, then WASM, then the twins. A backend
 * requested by name is tried first. Its code is fetched only once chosen. The page calls this first of all, before the
 * rest of the engine has loaded, so this module imports nothing large.
 */
import type { BackendName } from './types';
import { buildFor, compiledBuild } from './wasm/builds';
import { probeAdapter } from './webgpu/adapter';

export type BackendChoice = 'auto' | BackendName;

/** Why a backend was passed over. */
export interface Refusal {
  readonly name: BackendName;
  readonly code: 'no-webgpu' | 'no-adapter' | 'software' | 'failed' | 'wrong' | 'lost' | 'memory';
  /** The device's or engine's own message. */
  readonly detail: string;
}

const preference: readonly BackendName[] = ['webgpu', 'wasm', 'reference'];

/** The order in which to try backends for a choice: the requested one, then those below it in preference. */
export function backendOrder(choice: BackendChoice): readonly BackendName[] {
  return choice === 'auto' ? preference : preference.slice(preference.indexOf(choice));
}

/** Fetches a backend's code. */
export const codeOf = {
  webgpu: () => import('./webgpu'),
  wasm: () => import('./wasm'),
  reference: () => import('./reference'),
} as const;

/** Why a backend should not be opened here, or null. `asked`: requested by name, so a software adapter will do. */
export async function refusalOf(name: BackendName, asked: boolean): Promise<Omit<Refusal, 'name'> | null> {
  if (name !== 'webgpu') return null;
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return { code: 'no-webgpu', detail: '' };
  const { kind, detail } = await probeAdapter();
  if (kind === 'none') return { code: 'no-adapter', detail };
  return kind === 'software' && !asked ? { code: 'software', detail } : null;
}

/** Requests the files of the backend that a choice leads to. Failures are left to whoever opens it. */
export async function requestBackendAhead(choice: BackendChoice): Promise<void> {
  for (const name of backendOrder(choice)) {
    if (await refusalOf(name, choice === name)) continue;
    if (name === 'wasm') compiledBuild(buildFor(false)).catch(() => {});
    codeOf[name]().catch(() => {});
    return;
  }
}
