/** The part of a picture that the network sees, outlined; the rest is dimmed. */
import { type Cropped, cropRect } from '../../../workspace/input/cropping';
import { placed } from '../../parts/placed';
import { useCrop } from './useCrop';

export function CropOutline({ cropped }: { readonly cropped: Cropped }) {
  const { x: left, y: top, ...size } = cropRect(cropped, useCrop());
  return <div className="crop" style={placed({ left, top, ...size })} />;
}
