/** The training history of `digits` (public/models/digits.history.safetensors), as a lesson shows it. */
import { EngineError } from '../../core/errors';
import { decodeSafetensors } from '../../formats/safetensors';
import type { Moment, Planes } from './evidence';
import type { SmallModel } from './models';

export interface HistoryMoment extends Moment {
  /** Of the first layer: one per filter. */
  readonly bias: Float32Array;
}

/** The moments in step order. Throws EngineError('file') if one is incomplete. */
export function decodeHistory(bytes: Uint8Array): readonly HistoryMoment[] {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const layer = metadata.get('layer') ?? '';
  const steps = [...new Set([...tensors.keys()].map((key) => Number(key.split('/')[0])))].sort((a, b) => a - b);
  return steps.map((step) => {
    const of = (name: string): Float32Array => {
      const values = tensors.get(`${step}/${name}`)?.values;
      if (!values) throw new EngineError('file', `the history has no ${name} of step ${step}`);
      return values;
    };
    const [accuracy = Number.NaN, loss = Number.NaN] = of('test');
    return { step, accuracy, loss, weight: of(`${layer}.weight`), bias: of(`${layer}.bias`) };
  });
}

/** The weights of all layers at each moment but the last, by step (digits.moments.safetensors). */
export type MomentWeights = ReadonlyMap<number, ReadonlyMap<string, Float32Array>>;

/** Adds the first layer, which the history has, to the others. */
export function decodeMoments(bytes: Uint8Array, history: readonly HistoryMoment[]): MomentWeights {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const layer = metadata.get('layer') ?? '';
  const moments = new Map<number, Map<string, Float32Array>>();
  for (const [key, { values }] of tensors) {
    const [step = '', name = ''] = key.split('/');
    const weights = moments.get(Number(step)) ?? new Map<string, Float32Array>();
    moments.set(Number(step), weights.set(name, values));
  }
  for (const { step, weight, bias } of history) {
    moments.get(step)?.set(`${layer}.weight`, weight).set(`${layer}.bias`, bias);
  }
  return moments;
}

const SIDE = 5;

/** Node `conv`: the first layer at a moment of training, over one plane normalised like the network's input. */
export function firstLayer(
  { planes, rows, columns }: Omit<Planes, 'values'>,
  { weight, bias }: HistoryMoment,
): SmallModel {
  const pad = (SIDE - 1) / 2;
  return {
    spec: {
      name: 'first layer',
      input: { shape: [planes, rows, columns] },
      nodes: [
        {
          id: 'conv',
          type: 'conv2d',
          inputs: ['input'],
          attributes: { outChannels: bias.length, kernel: [SIDE, SIDE], pad: [pad, pad, pad, pad] },
        },
      ],
      output: 'conv',
      labels: [],
      preprocessing: null,
    },
    weights: new Map([
      ['conv.weight', weight],
      ['conv.bias', bias],
    ]),
  };
}
