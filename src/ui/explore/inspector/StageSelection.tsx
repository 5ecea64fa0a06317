/** What is opened, outlined on the stage: the map, the value, and what the value depends on while nothing is pointed at. */
import type { ResolvedModel } from '../../../store/network';
import { pixelOf, type Selection } from '../../../store/selection';
import type { StageLayout } from '../../../store/stage/layout';
import { pixelBox } from '../../../store/stage/pointer';
import { useGesture } from '../../playground';
import { Field } from '../StagePointer';
import '../../styles/inspector.css';

interface Props {
  readonly model: ResolvedModel;
  readonly layout: StageLayout;
  readonly selection: Selection;
}

/** Pixels of a small map are smaller than what one can see an outline around. */
const SMALLEST_OUTLINE = 6;

export function StageSelection({ model, layout, selection }: Props) {
  const isPointing = useGesture((state) => state.hover !== null);
  const block = layout.blocks.find(({ layer }) => layer.id === selection.layer);
  if (!block) return null;
  const { layer } = block;
  const tile = layer.form === 'maps' ? block.tiles.find(({ plane }) => plane === selection.channel) : undefined;
  const pixel = pixelOf(selection, layer);
  const box = pixel && pixelBox(layout, pixel);
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
      {pixel && !isPointing && <Field model={model} layout={layout} pixel={pixel} />}
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
