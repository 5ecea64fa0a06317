/** The training history of `digits` (public/models/digits.history.safetensors), as a lesson shows it. */
import { EngineError } from '../../core/errors';
import { decodeSafetensors } from '../../formats/safetensors';
import type { Moment, Planes } from './evidence';
import type { SmallModel } from './models';

export interface HistoryMoment extends Moment {
  /** First layer: filters x 1 x 5 x 5, and one per filter. */
  readonly weight: Float32Array;
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
