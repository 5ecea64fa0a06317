/**
 * Kernel parameters: a schema of 4-byte words in a fixed order. The WebGPU backend writes them into the shader as
 * constants of the same names; the WASM backend packs them after a call's port pointers.
 */
import { EngineError } from './errors';

/** How a parameter's word is interpreted. */
export type ParamType = 'u32' | 'i32' | 'f32';
export type ParamSchema = { readonly [name: string]: ParamType };

/** The values for a schema. Keys are packed in the schema's order, whatever order they were written in. */
export type ParamValues<P extends ParamSchema> = { readonly [K in keyof P]: number };

/** Writes the values as little-endian words, in schema order, at a byte offset. Returns the number of bytes written. */
export function packParams<P extends ParamSchema>(
  schema: P,
  values: ParamValues<P>,
  into: DataView,
  byteOffset: number,
): number {
  let at = byteOffset;
  for (const [name, type] of Object.entries(schema)) {
    const value = values[name];
    if (value === undefined || (type !== 'f32' && !Number.isInteger(value))) {
      throw new EngineError('attribute', `kernel parameter ${name} is not a whole number`, { got: String(value) });
    }
    if (type === 'f32') into.setFloat32(at, value, true);
    else if (type === 'i32') into.setInt32(at, value, true);
    else into.setUint32(at, value, true);
    at += 4;
  }
  return at - byteOffset;
}
