/** Lesson 3: a filter is a stack of kernels, one per channel. Uses the first layers of the objects network. */
import type { Network } from '../../../workspace/network';
import { ask, type Lesson, nearest, when } from '../lesson';

/** Shape of a convolution's weights: filters, kernels per filter, rows, columns. */
function weightShape({ plan }: Network, place: number): readonly number[] | null {
  const convolutions = plan.nodes.filter(({ type }) => type === 'conv2d');
  const weight = convolutions[place]?.weights.weight;
  return (weight !== undefined && plan.tensors[weight]?.shape) || null;
}

const weightCounts = ['9', '27', '81'] as const;
const kernelCounts = ['1', '3', '16'] as const;

export const filters = {
  id: 'filters',
  view: 'filter',
  steps: [
    {
      id: 'three',
      kind: 'do',
      set: { brings: 'picture' },
      lit: ['controls', 'kernel'],
      done: when('filter', ({ input, filter }, begun) => input?.planes === 3 && filter !== begun.filter),
    },
    {
      id: 'mute',
      kind: 'do',
      set: { channels: [true, true, true] },
      lit: ['controls', 'sum'],
      done: when('filter', ({ on }) => on[0] === true && on[1] === false && on[2] === false),
    },
    {
      id: 'weights',
      set: { channels: [true, true, true] },
      lit: ['kernel'],
      ...ask('filter', weightCounts, ({ network }) => {
        const shape = weightShape(network, 0);
        if (!shape) return null;
        const [, kernels = 0, rows = 0, columns = 0] = shape;
        const count = kernels * rows * columns;
        return {
          right: nearest(weightCounts, count),
          values: { kernels: `${kernels}`, size: `${rows} × ${columns}`, count: `${count}` },
        };
      }),
    },
    {
      id: 'maps',
      lit: ['feature'],
      ...ask('filter', ['filter', 'channel', 'kernel'], ({ network }) => {
        const [filters = 0, channels = 0] = weightShape(network, 0) ?? [];
        const output = network.plan.nodes.find(({ type }) => type === 'conv2d')?.output;
        const maps = network.plan.tensors[output ?? -1]?.shape[1];
        if (filters === 0 || maps === undefined) return null;
        const right = maps === filters ? 'filter' : maps === channels ? 'channel' : 'kernel';
        return { right, values: { filters: `${filters}`, maps: `${maps}` } };
      }),
    },
    {
      id: 'next',
      lit: ['kernel'],
      ...ask('filter', kernelCounts, ({ network }) => {
        const [first, second] = [weightShape(network, 0), weightShape(network, 1)];
        if (!first || !second) return null;
        return {
          right: nearest(kernelCounts, second[1] ?? 0),
          values: { maps: `${first[0]}`, kernels: `${second[1]}`, filters: `${second[0]}` },
        };
      }),
    },
  ],
} as const satisfies Lesson;
