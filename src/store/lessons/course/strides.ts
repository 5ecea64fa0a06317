/** Lesson 5: stride, padding and output size. */
import { windowOutput } from '../../../core/shapes';
import { ask, type Lesson, nearest, when } from '../lesson';
import { convolution } from '../models';
import { average } from '../settings';

const five = average(5);

/** Width of the engine's output. */
const widthOf = <const C extends `${number}`>(choices: readonly C[], stride: number, padding: number) =>
  ask('convolution', choices, async ({ input, kernel }, runs) => {
    if (!input) return null;
    const [map] = await runs.run(convolution(input, { kernel, stride, padding, bias: 0 }), input.values, ['conv']);
    if (!map) return null;
    const room = input.columns + 2 * padding - kernel.side;
    return {
      right: nearest(choices, map.columns),
      values: {
        input: `${input.columns}`,
        kernel: `${kernel.side}`,
        room: `${room}`,
        output: `${map.columns}`,
        remainder: `${room % stride}`,
      },
    };
  });

export const strides = {
  id: 'strides',
  view: 'convolution',
  steps: [
    {
      id: 'formula',
      kind: 'look',
      set: { kernel: five, stride: 1, padding: 0, controls: ['play', 'stride'], cell: [0, 0] },
      lit: ['window', 'size'],
    },
    {
      id: 'shrink',
      set: { stride: 1, controls: [], cell: [0, 0] },
      hidden: ['size', 'feature'],
      ...widthOf(['28', '24', '23'], 1, 0),
    },
    {
      id: 'same',
      kind: 'do',
      set: { stride: 1, padding: 0, controls: ['padding'] },
      lit: ['padding', 'size'],
      done: when(
        'convolution',
        ({ input, feature, padding }) =>
          padding > 0 && input !== null && feature?.rows === input.rows && feature.columns === input.columns,
      ),
    },
    {
      id: 'half',
      set: { stride: 1, padding: 2, controls: [], cell: [5, 5] },
      hidden: ['size', 'feature'],
      reveal: { stride: 2 },
      ...widthOf(['14', '13', '12'], 2, 2),
    },
    {
      id: 'fit',
      kind: 'do',
      set: { stride: 3, padding: 0, controls: ['padding'], cell: [3, 3] },
      lit: ['padding', 'size'],
      done: when('convolution', ({ input, kernel, stride, padding }) => {
        if (!input) return false;
        const along = { input: input.columns, kernel: kernel.side, stride, dilation: 1 };
        return windowOutput({ ...along, padBegin: padding, padEnd: padding }).remainder === 0;
      }),
    },
  ],
} as const satisfies Lesson;
