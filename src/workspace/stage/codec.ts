/**
 * The stage view in an address: `maps=feature|activation`, `range=map|network`, `zoom=48` (pixels of a map),
 * `fold=conv1+relu1`, and `order=conv2.max.8+conv3.mean.all`: how the maps of the block that begins with a layer are sorted and
 * filtered; without a layer, as in `order=max.8`, it applies to all that can be sorted.
 */
import type { AddressCodec } from '../address/codec';
import { stageNames } from '../address/names';
import { listText, numberText, readList, readNumber } from '../address/text';
import { isChoice, mapViews, type RangeChoice, ranges } from '../choices';
import { type Arrangement, keepings, plainWish, sortings, unarranged, type Wish } from './arrangement';
import type { StageBlock } from './blocks';
import type { MapView } from './layers';
import { type Module, modulesOf } from './modules';
import { canArrange, keyOf } from './strength';

export interface LinkedStage {
  readonly view: MapView;
  readonly range: RangeChoice;
  readonly tile: number | null;
  /** The module that stands open in an overview. */
  readonly module: number | null;
  /** Without the channels, which follow from the wishes and the values. */
  readonly arrangement: Arrangement;
}

/** Limits of a map's size on any stage; each stage has narrower ones. */
const TILES = [4, 16_384] as const;

type Blocks = readonly StageBlock[];

/** A module goes by its first layer. */
const idOf = ({ blocks: [first] }: Module): string => first?.layers[0]?.id ?? '';

const wishText = ({ sort, keep }: Wish): string => `${sort}.${keep}`;
const isPlain = (wish: Wish): boolean => wishText(wish) === wishText(plainWish);

function orderText({ wishes }: Arrangement, blocks: Blocks): string | null {
  const all = blocks.filter(canArrange);
  const texts = all.map((block) => wishText(wishes.get(keyOf(block)) ?? plainWish));
  const [first] = texts;
  if (first !== undefined && texts.length > 1 && texts.every((text) => text === first)) {
    return first === wishText(plainWish) ? null : first;
  }
  return listText(
    all.flatMap((block) => {
      const wish = wishes.get(keyOf(block));
      const id = block.layers[0]?.id;
      return wish && id !== undefined && !isPlain(wish) ? [`${id}.${wishText(wish)}`] : [];
    }),
  );
}

/** `max.8` for all blocks, `conv2.max.8` for the one that begins with conv2; ids may contain dots. */
function readWishes(text: string | null, blocks: Blocks): ReadonlyMap<number, Wish> {
  const wishes = new Map<number, Wish>();
  const all = blocks.filter(canArrange);
  for (const word of readList(text)) {
    const parts = word.split('.');
    const [sort, keep] = parts.slice(-2);
    if (!isChoice(sortings, sort) || !isChoice(keepings, keep)) continue;
    const id = parts.slice(0, -2).join('.');
    const meant = parts.length === 2 ? all : all.filter(({ layers: [layer] }) => layer?.id === id);
    for (const block of meant) if (!isPlain({ sort, keep })) wishes.set(keyOf(block), { sort, keep });
  }
  return wishes;
}

/** For a network's stage. Fields that an address omits are left out; the lists grow with the network's layers. */
export const stageCodec = (blocks: Blocks): AddressCodec<LinkedStage> => ({
  names: stageNames,
  long: ['fold', 'order'],
  read(parameters) {
    const [view, range] = [parameters.get('maps'), parameters.get('range')];
    const tile = readNumber(parameters.get('zoom'), ...TILES);
    const ids = blocks.flatMap(({ layers }) => layers.map(({ id }) => id));
    const folded = readList(parameters.get('fold')).filter((id) => ids.includes(id));
    const block = parameters.get('block');
    const module = modulesOf(blocks).find((each) => idOf(each) === block)?.key;
    const wishes = readWishes(parameters.get('order'), blocks);
    return {
      ...(isChoice(mapViews, view) ? { view } : {}),
      ...(isChoice(ranges, range) ? { range } : {}),
      ...(tile === null ? {} : { tile }),
      ...(module === undefined ? {} : { module }),
      ...(folded.length + wishes.size > 0 ? { arrangement: { ...unarranged, folded: new Set(folded), wishes } } : {}),
    };
  },
  write: ({ view, range, tile, module, arrangement }) => ({
    maps: view === 'both' ? null : view,
    range: range === 'layer' ? null : range,
    zoom: tile === null ? null : numberText(tile, 1),
    block:
      modulesOf(blocks)
        .filter(({ key }) => key === module)
        .map(idOf)[0] ?? null,
    fold: listText([...arrangement.folded]),
    order: orderText(arrangement, blocks),
  }),
});
