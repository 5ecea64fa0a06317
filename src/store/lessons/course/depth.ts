/** Lesson 8: edges, corners, parts, and the growing receptive field, on the digits network. */
import type { Network } from '../../../workspace/network';
import { placeOfLargest } from '../evidence';
import { fieldOf, layerMaps } from '../fields';
import { ask, type Lesson, nearest, when } from '../lesson';

/** Side of the receptive field of a map's middle value, ignoring padding. */
function seen(network: Network, layer: string): number | null {
  const maps = layerMaps(network, layer);
  const field = maps && fieldOf(network, layer, maps.rows >> 1, maps.columns >> 1);
  return field ? field.bottom - field.top + 1 : null;
}

const sideOf = <const C extends `${number}`>(choices: readonly C[], layer: string) =>
  ask('layers', choices, ({ network }) => {
    const side = seen(network, layer);
    return side === null ? null : { right: nearest(choices, side), values: { side: `${side}` } };
  });

export const depth = {
  id: 'depth',
  view: 'layers',
  steps: [
    {
      id: 'first',
      kind: 'do',
      set: { layer: 'relu1', channel: 0, cell: [14, 14] },
      lit: ['maps'],
      done: when(
        'layers',
        ({ isEmpty, layer, channel, peaks }) =>
          !isEmpty && layer === 'relu1' && peaks.length > 0 && channel === placeOfLargest(peaks),
      ),
    },
    { id: 'near', set: { layer: 'relu1', cell: [14, 14] }, hidden: ['field'], ...sideOf(['1', '5', '28'], 'conv1') },
    {
      id: 'deeper',
      kind: 'do',
      set: { layer: 'relu2', channel: 0, cell: [1, 1] },
      lit: ['maps', 'input'],
      done: when('layers', ({ layer, visited }) => layer === 'relu2' && visited >= 5),
    },
    { id: 'far', set: { layer: 'relu2', cell: [4, 4] }, hidden: ['field'], ...sideOf(['10', '14', '20'], 'conv2') },
    {
      id: 'whole',
      set: { layer: 'relu3', channel: 0, cell: [0, 0] },
      hidden: ['field'],
      ...sideOf(['14', '20', '28'], 'dense1'),
    },
  ],
} as const satisfies Lesson;
