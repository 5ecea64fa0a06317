/** The browser's side of an evaluation on WebGPU: runs batches sent by Node, as base64 of little-endian float32. */
import type { Program } from '../../src/backend/types';
import { createWebGpuBackend } from '../../src/backend/webgpu';
import { decodeModel } from '../../src/formats/model';
import { planModel } from '../../src/graph/plan';

let program: Program | null = null;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export const evaluation = {
  /** Loads a model file for a batch size; returns a description of what computes it. */
  async load(model: string, batch: number): Promise<string> {
    const { spec, weights } = decodeModel(bytesOf(model));
    const backend = await createWebGpuBackend({ allowFallbackAdapter: true });
    program = await backend.load(planModel(spec, { batch }), weights);
    return backend.info.detail;
  },
  async run(input: string): Promise<string> {
    if (!program) throw new Error('no model is loaded');
    program.write(program.plan.input, new Float32Array(bytesOf(input).buffer));
    const { output } = await program.run();
    return textOf(new Uint8Array(output.buffer, output.byteOffset, output.byteLength));
  },
};

Object.assign(globalThis, { evaluation });
