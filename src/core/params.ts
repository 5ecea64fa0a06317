/**
 * Kernel parameters: a schema of 4-byte words in a fixed order. The WebGPU backend writes them into shader text as
 * constants of the same names, the WASM backend packs them after the port pointers of a call.
 */
import { EngineError } from './errors';

/** One parameter: its name and how its word is read. */
export type ParamType = 'u32' | 'i32' | 'f32';
export type ParamSchema = { readonly [name: string]: ParamType };

/** The values for a schema. Key order is the schema's order, whatever order the values were written in. */
export type ParamValues<P extends ParamSchema> = { readonly [K in keyof P]: number };

/** Writes the values as little-endian words, in the schema's order, at a byte offset. Returns the bytes written. */
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
