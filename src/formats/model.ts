/**
 * The native model file: safetensors with the ModelSpec and the model's provenance as JSON in its metadata. Weights are
 * named as in plans, `<node>.<weight>`.
 */
import type { Weights } from '../backend/types';
import { EngineError } from '../core/errors';
import { shapeText } from '../core/shapes';
import { checkModel, type Json, type ModelSpec, resolveModel, weightName } from '../graph/model';
import { decodeSafetensors, encodeSafetensors, type StoredTensor, type StoredType } from './safetensors';

/** Where a model comes from: data, seed, training, measured accuracy. For display only. */
export type Provenance = { readonly [key: string]: Json };

export interface StoredModel {
  readonly spec: ModelSpec;
  readonly weights: Weights;
  readonly provenance: Provenance;
}

/** Metadata keys. */
const FORMAT = 'format';
const MODEL = 'model';
const PROVENANCE = 'provenance';
/** The value of `format`: version 1 of this project's metadata layout. */
const VERSION = 'cnn-playground/1';

function weightShapes(spec: ModelSpec): Map<string, readonly number[]> {
  return new Map(
    resolveModel(spec, 1).nodes.flatMap((node) =>
      node.weights.map(({ name, shape }) => [weightName(node.id, name), shape] as const),
    ),
  );
}

/**
 * Writes a model file, in float32 unless said otherwise. Weights that the model does not use are left out.
 * Throws EngineError('weights') when one is missing or has the wrong size, and whatever checkModel throws.
 */
export function encodeModel(
  spec: ModelSpec,
  weights: Weights,
  provenance: Provenance = {},
  type: StoredType = 'F32',
): Uint8Array<ArrayBuffer> {
  const checked = checkModel(spec);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, shape] of weightShapes(checked)) {
    const values = weights.get(name);
    const size = shape.reduce((product, length) => product * length, 1);
    if (values?.length !== size) {
      throw new EngineError('weights', name, { expected: `${size} values`, got: values ? values.length : 'none' });
    }
    tensors.set(name, { shape, values });
  }
  const metadata = new Map([
    [FORMAT, VERSION],
    [MODEL, JSON.stringify(checked)],
    [PROVENANCE, JSON.stringify(provenance)],
  ]);
  return encodeSafetensors({ tensors, metadata }, type);
}

function json(text: string | undefined, key: string): unknown {
  if (text === undefined) throw new EngineError('file', `the model file has no ${key} in its metadata`);
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineError('file', `the ${key} in the model file’s metadata is not JSON`);
  }
}

function isProvenance(value: unknown): value is Provenance {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads an untrusted model file. Throws EngineError('file' | 'unsupported') for the file, whatever checkModel throws
 * for the model, and EngineError('weights') for a weight that is missing, has the wrong shape or belongs to no node.
 */
export function decodeModel(bytes: Uint8Array): StoredModel {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const format = metadata.get(FORMAT);
  if (format !== VERSION) {
    throw new EngineError('file', 'the file holds weights, but not a model of this program', {
      expected: `format ${VERSION}`,
      got: format ?? 'none',
    });
  }
  const spec = checkModel(json(metadata.get(MODEL), MODEL));
  const provenance = json(metadata.get(PROVENANCE), PROVENANCE);
  if (!isProvenance(provenance)) throw new EngineError('file', 'the provenance in the model file is not an object');
  const weights = new Map<string, Float32Array>();
  for (const [name, shape] of weightShapes(spec)) {
    const tensor = tensors.get(name);
    if (!tensor || shapeText(tensor.shape) !== shapeText(shape)) {
      const got = tensor ? shapeText(tensor.shape) || 'a single number' : 'none';
      throw new EngineError('weights', name, { expected: shapeText(shape), got });
    }
    weights.set(name, tensor.values);
  }
  for (const name of tensors.keys()) {
    if (!weights.has(name)) throw new EngineError('weights', 'the file has a weight of no layer', { got: name });
  }
  return { spec, weights, provenance };
}
