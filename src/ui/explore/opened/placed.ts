/** A box of the layout as an element's style. Without a height, the element goes on below what is placed. */
import type { CSSProperties } from 'react';
import type { Box } from '../../../workspace/stage/pointer';

export function placed(box: Box | undefined): CSSProperties {
  if (!box) return { display: 'none' };
  const { x, y, width, height } = box;
  if (height === 0) return { position: 'relative', marginTop: y, marginLeft: x, width };
  return { position: 'absolute', left: x, top: y, width, height };
}
