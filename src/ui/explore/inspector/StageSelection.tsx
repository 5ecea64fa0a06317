/**
 * The selection, outlined on the stage: the map, the value and, while the pointer is away, its receptive field. A
 * selection made elsewhere, by a link or in an equation, is scrolled into view.
 */
import { type RefObject, useEffect, useRef } from 'react';
import type { ResolvedModel } from '../../../workspace/network';
import { pixelOf, type Selection } from '../../../workspace/selection';
import { TAG as HEADER, type StageLayout } from '../../../workspace/stage/layout';
import { pixelBox, sightOf } from '../../../workspace/stage/pointer';
import { usePointed } from '../../playground';
import { Field } from '../StagePointer';
import '../../styles/inspector.css';

interface Props {
  readonly model: ResolvedModel;
  readonly layout: StageLayout;
  /** The part of it that is outlined. */
  readonly near: StageLayout;
  readonly selection: Selection;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** The smallest visible outline; pixels of a small map are smaller. */
const SMALLEST_OUTLINE = 6;

export function StageSelection({ model, layout, near, selection, scroller }: Props) {
  const isPointing = usePointed((state) => state.hover !== null);
  const lane = layout.lanes.find(({ layer }) => layer.id === selection.layer);
  const layer = lane?.layer;
  const tile = layer?.form === 'maps' ? lane?.tiles.find(({ plane }) => plane === selection.channel) : undefined;
  const pixel = layer ? pixelOf(selection, layer) : null;
  const box = pixel && pixelBox(layout, pixel);
  const place = box ?? tile;
  const shown = useRef<Selection>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !place || shown.current === selection) return;
    shown.current = selection;
    const sight = sightOf(element);
    const [x, y] = [place.x + place.width / 2 - sight.x, place.y + place.height / 2 - sight.y];
    // A selection clicked on the stage is in sight already, and must not move under the pointer.
    const isSeen = x > 0 && x < sight.width && y > HEADER && y < sight.height;
    if (!isSeen) element.scrollBy(x - sight.width / 2, y - (sight.height + HEADER) / 2);
  }, [selection, place, scroller]);
  if (!layer) return null;
  const grow = (size: number): number => Math.max(0, SMALLEST_OUTLINE - size) / 2;
  return (
    <>
      {tile && (
        <div
          className="map-outline"
          data-testid="selected-map"
          style={{ left: tile.x, top: tile.y, width: tile.width, height: tile.height }}
        />
      )}
      {pixel && !isPointing && <Field model={model} layout={near} pixel={pixel} />}
      {box && (
        <div
          className="pixel-outline"
          data-testid="selected-value"
          style={{
            left: box.x - grow(box.width),
            top: box.y - grow(box.height),
            width: box.width + 2 * grow(box.width),
            height: box.height + 2 * grow(box.height),
          }}
        />
      )}
    </>
  );
}
