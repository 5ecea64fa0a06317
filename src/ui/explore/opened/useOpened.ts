/** What is opened, as its view needs it: the value under the window, its sum, and which maps stand where. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addsOf, type SumOfParts, sumOfParts } from '../../../workspace/inspect/adds';
import { type Filter, mapIn } from '../../../workspace/inspect/mapReading';
import { type LayerReading, type ValueReading, valueIn } from '../../../workspace/inspect/reading';
import type { Network } from '../../../workspace/network';
import { exact } from '../../../workspace/numbers';
import { layerIn, pixelAtIndex, pixelOf, type Selection } from '../../../workspace/selection';
import type { StageLayer } from '../../../workspace/stage/layers';
import type { MapAt, OpenedForm, OpenedView } from '../../../workspace/stage/opened';
import type { StagePixel } from '../../../workspace/stage/pointer';
import { type EditableFilter, useFilter } from '../edit/useFilter';
import { useDisplay } from './display';
import type { Added } from './Rows';

/** Rows of a sum of maps. */
const MOST_ROWS = 8;
/** Maps that an operation reads, at most shown. */
const MOST_READ = 3;

export interface OpenedState {
  readonly value: ValueReading | null;
  readonly view: OpenedView;
  readonly filter: Filter | null;
  /** What the weights of the opened map belong to, to be changed; null: it has none. */
  readonly editable: EditableFilter | null;
  /** The opened map's values. */
  readonly own: Float32Array;
  /** Of a map of a convolution: its rows, and what they add. */
  readonly sum: SumOfParts | null;
  readonly added: Added | null;
  /** The part of the sum whose numbers show. */
  readonly chosen: number | null;
  readonly choosePart: (part: number) => void;
  /** Chooses the row at a place in the list. */
  readonly choose: (place: number) => void;
  readonly onPoint: (pixel: StagePixel) => void;
  readonly sentence: string;
  /** The value in full. */
  readonly text: string;
}

/** The pixel with the largest value of a map, after its activation if there is one. */
function brightest({ layer, output, next }: LayerReading, channel: number): StagePixel {
  const size = layer.rows * layer.columns;
  const start = channel * size;
  const values = (next?.output ?? output).subarray(start, start + size);
  let best = 0;
  for (const [i, value] of values.entries()) if (value > (values[best] ?? -Infinity)) best = i;
  return pixelAtIndex(layer, start + best);
}

function pixelIn(
  reading: LayerReading,
  selection: Selection,
  pointed: { readonly row: number; readonly column: number } | null,
): StagePixel {
  const { layer } = reading;
  const own = pixelOf(selection, layer);
  if (own) return own;
  if (!pointed) return brightest(reading, selection.channel);
  const [row, column] = [Math.min(pointed.row, layer.rows - 1), Math.min(pointed.column, layer.columns - 1)];
  return pixelAtIndex(layer, (selection.channel * layer.rows + row) * layer.columns + column);
}

/** The maps that a value's equation reads, each once. */
function mapsRead({ equation }: ValueReading): readonly MapAt[] {
  if (!equation) return [];
  const { explanation } = equation;
  const terms =
    'terms' in explanation ? explanation.terms : 'term' in explanation ? [explanation.term] : explanation.parts.flat();
  const maps: MapAt[] = [];
  for (const { input, index } of terms) {
    const layer = equation.sources[input]?.layer;
    if (!layer || index === null) continue;
    const { channel } = pixelAtIndex(layer, index);
    if (!maps.some((map) => map.layer === layer && map.channel === channel)) maps.push({ layer, channel });
    if (maps.length === MOST_READ) break;
  }
  return maps;
}

export function useOpened(network: Network, selection: Selection, reading: LayerReading | null): OpenedState {
  const { isExact } = useDisplay();
  const { channel } = selection;
  const [pointed, onPoint] = useState<{ readonly row: number; readonly column: number } | null>(null);
  const [kept, setKept] = useState<number | null>(null);
  const value = useMemo(
    () => reading && valueIn(reading, pixelIn(reading, selection, pointed)),
    [reading, selection, pointed],
  );
  const map = useMemo(() => reading && mapIn(reading, network, channel), [reading, network, channel]);
  const filter = map?.filter ?? null;
  const editable = useFilter(network, selection.layer, channel);
  const explanation = value?.equation?.explanation ?? null;
  const weighted = explanation?.kind === 'weighted' ? explanation : null;
  const isRows = weighted !== null && selection.pixel === null && filter !== null;
  const sum = useMemo(
    () => (isRows && weighted ? sumOfParts(weighted, MOST_ROWS, { isExact, kept }) : null),
    [weighted, isRows, isExact, kept],
  );
  const shown = sum?.rows.flatMap(({ part }) => (part === null ? [] : [part])).join(' ') ?? null;
  const added = useAdded(reading, filter, shown, channel, value?.pixel ?? null);
  const strongest = useMemo(() => (weighted ? (sumOfParts(weighted, 1).rows[0]?.part ?? null) : null), [weighted]);
  const chosen = kept !== null && weighted && kept < weighted.parts.length ? kept : strongest;
  const view = useView(network, selection, value, filter, shown);
  const sentence = useSentence(network, selection, reading, value, filter);
  return {
    value,
    view,
    filter,
    editable,
    own: map?.values ?? new Float32Array(),
    sum,
    added,
    chosen,
    choosePart: setKept,
    choose(place) {
      const part = sum?.rows[place]?.part ?? null;
      if (part !== null) setKept(part);
    },
    onPoint,
    sentence,
    text: value ? exact(value.computed) : '',
  };
}

/** What the rows' kernels add, as maps; and all the others together. */
function useAdded(
  reading: LayerReading | null,
  filter: Filter | null,
  shown: string | null,
  channel: number,
  pixel: StagePixel | null,
): Added | null {
  const maps = useMemo(() => {
    const input = reading?.inputs[0];
    if (!reading?.node || !filter || !input || shown === null) return null;
    const { node, layer, output } = reading;
    const parts = shown === '' ? [] : shown.split(' ').map(Number);
    const own = parts.map((part) => addsOf(node, filter, part, input));
    if (parts.length === filter.kernels.length) return own;
    const size = layer.rows * layer.columns;
    const rest = output.slice(channel * size, (channel + 1) * size);
    for (const [i, all] of rest.entries()) {
      rest[i] = own.reduce((left, map) => left - (map[i] ?? 0), all - (filter.bias ?? 0));
    }
    return [...own, rest];
  }, [reading, filter, shown, channel]);
  return useMemo(() => {
    if (!maps || !reading || !pixel) return null;
    const { rows, columns } = reading.layer;
    let extent = 0;
    for (const map of maps) for (const each of map) if (Math.abs(each) > extent) extent = Math.abs(each);
    return { maps, rows, columns, extent, at: [pixel.row, pixel.column] };
  }, [maps, reading, pixel]);
}

/** The layer's own activation, drawn beside it. */
const nextOf = (network: Network, layer: StageLayer): StageLayer | undefined =>
  layer.role === 'feature' ? network.units[layer.unit]?.layers.find(({ role }) => role === 'activation') : undefined;

function useView(
  network: Network,
  selection: Selection,
  value: ValueReading | null,
  filter: Filter | null,
  shown: string | null,
): OpenedView {
  const kind = value?.equation?.explanation.kind ?? null;
  const read = value && kind !== 'weighted' ? mapsRead(value) : [];
  // The same maps are the same view.
  const key = read.map((map) => `${map.layer.id}.${map.channel}`).join(' ');
  const { layer: id, channel } = selection;
  const isValue = selection.pixel !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which maps are read.
  return useMemo((): OpenedView => {
    const layer = layerIn(network.units, id) ?? network.units[0]?.layers[0];
    if (!layer) throw new RangeError(`there is no layer ${id}`);
    const next = nextOf(network, layer);
    const own = { layer, channel };
    const isWindow = filter !== null && filter.rows * filter.columns > 1;
    let form: OpenedForm = { kind: 'operation', maps: read };
    if (kind === 'weighted' && filter && shown !== null) {
      const parts = shown === '' ? [] : shown.split(' ').map(Number);
      const maps = parts.map((part) => ({ layer: filter.source, channel: filter.firstChannel + part }));
      form = { kind: 'rows', maps, more: parts.length < filter.kernels.length, window: filter.rows };
    } else if (kind === 'weighted') form = isValue && isWindow ? { kind: 'blocks' } : { kind: 'list' };
    return { opened: id, form, outputs: next ? [own, { layer: next, channel }] : [own] };
  }, [network, id, channel, isValue, kind, key, shown, filter?.rows, filter?.columns, filter?.firstChannel]);
}

/** What is opened, in a sentence. */
function useSentence(
  network: Network,
  selection: Selection,
  reading: LayerReading | null,
  value: ValueReading | null,
  filter: Filter | null,
): string {
  const { t } = useTranslation();
  const explanation = value?.equation?.explanation;
  if (!reading || !value) return '';
  const { layer } = reading;
  if (explanation?.kind === 'weighted') {
    const products = explanation.parts.reduce((sum, part) => sum + part.length, 0);
    if (!filter) return t('opened.saysProducts', { count: products });
    if (selection.pixel)
      return t(filter.kernels.length === 1 ? 'opened.saysValueOne' : 'opened.saysValue', {
        count: filter.kernels.length,
        products,
      });
    const size = layer.rows * layer.columns;
    const values = (reading.next?.output ?? reading.output).subarray(
      selection.channel * size,
      (selection.channel + 1) * size,
    );
    const fired = values.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
    return t(filter.kernels.length === 1 ? 'opened.saysMapOne' : 'opened.saysMap', {
      count: filter.kernels.length,
      fired,
      all: size,
    });
  }
  const kind = network.spec.nodes.find(({ id }) => id === layer.id)?.type ?? 'input';
  return t(`kinds.${kind}`);
}
