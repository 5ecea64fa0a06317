/** Where a part of the layout stands, and which layer it shows. */
import type { CSSProperties } from 'react';
import { shapeText } from '../../core/shapes';
import type { StageLayer } from '../../workspace/stage/layers';
import type { Box } from '../../workspace/stage/pointer';

export const placed = ({ x, y, width, height }: Box): CSSProperties => ({ left: x, top: y, width, height });

/** For scripts: one element a layer. */
export const markOf = ({ id, kind, shape }: StageLayer) => ({
  'data-testid': 'layer',
  'data-layer': id,
  'data-kind': kind,
  'data-shape': shapeText(shape),
});
