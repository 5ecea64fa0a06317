/** Opens backends: the chosen one (choice.ts), or the next that starts and has not failed before. */
import { EngineError } from '../core/errors';
import type { LooseCall } from '../kernels/kernel';
import { type BackendChoice, backendOrder, codeOf, type Refusal, refusalOf } from './choice';
import type { RemoteBackend } from './reference/remote';
import type { Backend, BackendName, Plan, ShaderSource } from './types';

export { type BackendChoice, backendOrder, type Refusal } from './choice';

export interface Opened {
  readonly backend: Backend;
  /** The backends ahead of this one in order of preference, and why each was passed over. */
  readonly refused: readonly Refusal[];
}

type Attempt = Backend | Omit<Refusal, 'name'>;

const openers: { readonly [B in BackendName]: (asked: boolean) => Promise<Backend> } = {
  webgpu: async (asked) => (await codeOf.webgpu()).createWebGpuBackend({ allowFallbackAdapter: asked }),
  wasm: async () => (await codeOf.wasm()).createWasmBackend(),
  reference: async () => (await codeOf.reference()).createReferenceBackend(),
};

async function attempt(name: BackendName, asked: boolean): Promise<Attempt> {
  try {
    return (await refusalOf(name, asked)) ?? (await openers[name](asked));
  } catch (error) {
    const code = error instanceof EngineError && error.code === 'memory' ? 'memory' : 'failed';
    return { code, detail: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Opens the best backend for a choice. `failed` lists those seen to fail, which are passed over. Throws
 * EngineError('device') when none can be opened.
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

/** A backend for work beside the frame: paints nothing and never blocks the page. */
export interface OpenedBeside {
  readonly backend: RemoteBackend;
  /** Like `checkBackend`. */
  check(plan: Plan, samples: () => ReadonlyMap<string, LooseCall>): Promise<string | null>;
}

/** Opens a backend like `openBackend`, but with the twins in a worker; the others see to that themselves. */
export async function openBeside(choice: BackendChoice, failed: readonly Refusal[]): Promise<OpenedBeside> {
  const { backend } = await openBackend(choice, failed);
  if (backend.info.name !== 'reference' || typeof Worker === 'undefined') {
    return { backend, check: (plan, samples) => checkBackend(backend, plan, samples) };
  }
  const { createRemoteReference } = await import('./reference/remote');
  return { backend: createRemoteReference(), check: async () => null };
}

/**
 * What is wrong with a backend's kernels among those a plan uses, or null; `samples` gives a small call of each by
 * name. Only WebGPU is checked at start-up: unknown drivers compile its kernels, while the CPU's arithmetic is known.
 */
export async function checkBackend(
  backend: Backend,
  plan: Plan,
  samples: () => ReadonlyMap<string, LooseCall>,
): Promise<string | null> {
  if (backend.info.name !== 'webgpu') return null;
  const { selfCheck } = await import('./webgpu');
  const wrong = await selfCheck(backend, plan, samples());
  return wrong && `${wrong.kernel}: error ${wrong.error.toPrecision(2)}`;
}

/** The forward phase's shaders as compiled for real graphics hardware, for a page that has none. */
export async function hardwareShaders(plan: Plan): Promise<readonly ShaderSource[]> {
  const { plannedPasses, shadersOf } = await import('./webgpu/passes');
  return shadersOf(plannedPasses(plan, 'hardware').planned);
}

export { BROKEN, colourTable, INK_START, INK_STEPS, OPAQUE, SIGNED_STEPS, signedColour, UNIT } from './paint/colour';
