/** Lesson 8: edges, corners, parts, and the growing receptive field, on the digits network. */
import type { Network } from '../../../workspace/network';
import { placeOfLargest } from '../evidence';
import { fieldOf, layerMaps } from '../fields';
import { ask, type Lesson, when } from '../lesson';

/** Side of the receptive field of a map's middle value, ignoring padding. */
function seen(network: Network, layer: string): number | null {
  const maps = layerMaps(network, layer);
  const field = maps && fieldOf(network, layer, maps.rows >> 1, maps.columns >> 1);
  return field ? field.bottom - field.top + 1 : null;
}

const sides = { ten: 10, fourteen: 14, twenty: 20 } as const;

/** How wide a value's receptive field is beside a kernel and the whole picture. */
const widthOf = (layer: string) =>
  ask('layers', ['pixel', 'kernel', 'whole'], ({ network: { model, spec }, network }) => {
    const side = seen(network, layer);
    const first = model.nodes.find(({ type }) => type === 'conv2d')?.weights[0]?.shape[2];
    if (side === null || first === undefined) return null;
    const right = side === spec.input.shape[2] ? 'whole' : side === first ? 'kernel' : 'pixel';
    return { right, values: { side: `${side}` } };
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
    { id: 'near', set: { layer: 'relu1', cell: [14, 14] }, hidden: ['field'], ...widthOf('conv1') },
    {
      id: 'deeper',
      kind: 'do',
      set: { layer: 'relu2', channel: 0, cell: [1, 1] },
      lit: ['maps', 'input'],
      done: when('layers', ({ layer, trail }) => layer === 'relu2' && trail.size > 5),
    },
    {
      id: 'far',
      set: { layer: 'relu2', cell: [4, 4] },
      hidden: ['field'],
      ...ask('layers', ['ten', 'fourteen', 'twenty'], ({ network }) => {
        const side = seen(network, 'conv2');
        const right = (['ten', 'fourteen', 'twenty'] as const).find((name) => sides[name] === side);
        return right ? { right, values: { side: `${side}` } } : null;
      }),
    },
    {
      id: 'whole',
      set: { layer: 'relu3', channel: 0, cell: [0, 0] },
      hidden: ['field'],
      ...widthOf('dense1'),
    },
  ],
} as const satisfies Lesson;
