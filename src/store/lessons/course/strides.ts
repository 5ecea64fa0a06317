/** Lesson 5: stride, padding and output size. */
import { windowOutput } from '../../../core/shapes';
import { ask, type Lesson, nearest, when } from '../lesson';
import { convolution } from '../models';
import { average, type Geometry } from '../settings';

const five = average(5);

/** Found before, one step after the other. */
const found = [
  { stride: 1, padding: 0 },
  { stride: 1, padding: 2 },
  { stride: 2, padding: 2 },
] as const;

const leftovers = ['none', 'one', 'two', 'three'] as const;

/** The columns at the right that no window reads. */
export const unreadOf = (input: number, { stride, padding }: Geometry, side: number): number => {
  const window = { input, kernel: side, stride, dilation: 1, padBegin: padding, padEnd: padding };
  return windowOutput(window).remainder;
};

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
        unread: `${unreadOf(input.columns, { stride, padding }, kernel.side)}`,
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
      set: { kernel: average(3), stride: 1, padding: 0, found: [], controls: ['stride', 'padding'], cell: [0, 0] },
      lit: ['window', 'size'],
    },
    {
      id: 'shrink',
      set: { kernel: five, stride: 1, padding: 0, controls: [], cell: [0, 0] },
      hidden: ['size', 'feature'],
      ...widthOf(['28', '24', '23'], 1, 0),
    },
    {
      id: 'same',
      kind: 'do',
      set: { found: found.slice(0, 1), controls: ['padding'] },
      lit: ['padding', 'size'],
      done: when(
        'convolution',
        ({ input, feature, padding }) =>
          padding > 0 && input !== null && feature?.rows === input.rows && feature.columns === input.columns,
      ),
    },
    {
      id: 'half',
      set: { stride: 2, padding: 2, found: found.slice(0, 2), controls: [] },
      hidden: ['size', 'feature'],
      ...widthOf(['14', '13', '12'], 2, 2),
    },
    {
      id: 'left',
      set: { stride: 3, padding: 0, found },
      hidden: ['size', 'feature'],
      ...ask('convolution', leftovers, ({ input, kernel, stride, padding }) => {
        if (!input) return null;
        const unread = unreadOf(input.columns, { stride, padding }, kernel.side);
        const room = `${input.columns - kernel.side}`;
        const values = { input: `${input.columns}`, kernel: `${kernel.side}`, room, unread: `${unread}` };
        const right = leftovers[unread];
        return right ? { right, values } : null;
      }),
    },
    {
      id: 'fit',
      kind: 'do',
      set: { controls: ['padding'] },
      lit: ['padding', 'size'],
      done: when(
        'convolution',
        ({ input, kernel, stride, padding }) =>
          input !== null && unreadOf(input.columns, { stride, padding }, kernel.side) === 0,
      ),
    },
  ],
} as const satisfies Lesson;
