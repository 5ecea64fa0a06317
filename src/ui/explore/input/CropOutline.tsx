/** The part of a picture that the network looks at, outlined over the picture; all else is dimmed. */
import { type Cropped, cropRect } from '../../../workspace/input/cropping';
import { useCrop } from './useCrop';

const percent = (share: number): string => `${100 * share}%`;

export function CropOutline({ cropped }: { readonly cropped: Cropped }) {
  const { x, y, width, height } = cropRect(cropped, useCrop());
  return (
    <div
      className="crop"
      style={{ left: percent(x), top: percent(y), width: percent(width), height: percent(height) }}
    />
  );
}
