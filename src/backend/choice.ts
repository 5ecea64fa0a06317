/**
 * The choice of backend: WebGPU unless there is no adapter or only a software one, then WASM, then the twins. A backend
 * that was asked for is tried first. Its code is fetched only when it is chosen. The page asks here at its very start,
 * before the rest of the engine has come, so this module imports nothing large.
 */
import type { BackendName } from './types';
import { buildFor, compiledBuild } from './wasm/builds';
import { probeAdapter } from './webgpu/adapter';

export type BackendChoice = 'auto' | BackendName;

/** Why a backend was not taken. */
export interface Refusal {
  readonly name: BackendName;
  readonly code: 'no-webgpu' | 'no-adapter' | 'software' | 'failed' | 'wrong' | 'lost' | 'memory';
  /** The device's or the engine's own words. */
  readonly detail: string;
}

const preference: readonly BackendName[] = ['webgpu', 'wasm', 'reference'];

/** The order in which backends are tried for a choice: the one asked for, then the others that are not above it. */
export function backendOrder(choice: BackendChoice): readonly BackendName[] {
  return choice === 'auto' ? preference : preference.slice(preference.indexOf(choice));
}

/** Fetches a backend's code. */
export const codeOf = {
  webgpu: () => import('./webgpu'),
  wasm: () => import('./wasm'),
  reference: () => import('./reference'),
} as const;

/** Why a backend is not to be opened here, or null. `asked`: by name, and then a software adapter will do. */
export async function refusalOf(name: BackendName, asked: boolean): Promise<Omit<Refusal, 'name'> | null> {
  if (name !== 'webgpu') return null;
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return { code: 'no-webgpu', detail: '' };
  const { kind, detail } = await probeAdapter();
  if (kind === 'none') return { code: 'no-adapter', detail };
  return kind === 'software' && !asked ? { code: 'software', detail } : null;
}

/** Requests the files of the backend that a choice leads to. A failure is left to whoever opens it. */
export async function requestBackendAhead(choice: BackendChoice): Promise<void> {
  for (const name of backendOrder(choice)) {
    if (await refusalOf(name, choice === name)) continue;
    if (name === 'wasm') compiledBuild(buildFor(false)).catch(() => {});
    codeOf[name]().catch(() => {});
    return;
  }
}
