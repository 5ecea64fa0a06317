/** The backend of a tool in Node, which has no WebGPU. */
import { availableParallelism } from 'node:os';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Backend } from '../../src/backend/types';
import { createWasmBackend } from '../../src/backend/wasm';
import { EngineError } from '../../src/core/errors';

/** `wasm` or `reference`. Throws EngineError('unsupported') for another name. */
export async function openBackend(name: string, threads = availableParallelism()): Promise<Backend> {
  if (name === 'wasm') return createWasmBackend({ threads });
  if (name === 'reference') return createReferenceBackend();
  throw new EngineError('unsupported', 'backend', { expected: 'wasm or reference', got: name });
}
