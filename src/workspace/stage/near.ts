/** The part of a large stage that the page writes over: what is in sight, and as much again around it. Pure. */
import type { StageLayout } from './layout';
import { type Box, overlap } from './pointer';

/** A stage of no more layers than this is written over whole. */
const FEW = 64;

/** The area around what is in sight: the one before, until the stage has been scrolled by about as much as is seen. */
export function areaAround(sight: Box, before: Box | null): Box {
  const start = (at: number, size: number): number => (Math.floor(at / size) - 1) * size;
  const [x, y] = [start(sight.x, sight.width), start(sight.y, sight.height)];
  const [width, height] = [4 * sight.width, 4 * sight.height];
  const same = before?.x === x && before.y === y && before.width === width && before.height === height;
  return same ? before : { x, y, width, height };
}

/** A stage without the layers that lie outside an area; null: none is known yet. */
export function layoutNear(layout: StageLayout, area: Box | null): StageLayout {
  if (layout.lanes.length <= FEW) return layout;
  const near = <B extends Box>(boxes: readonly B[]): readonly B[] =>
    area ? boxes.filter((box) => overlap(box, area)) : [];
  return { ...layout, lanes: near(layout.lanes), blocks: near(layout.blocks) };
}
