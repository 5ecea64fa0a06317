/** The crop's zoom as a slider. It keeps its place without a picture, so that nothing below moves when one arrives. */
import { ZoomIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Cropped, MOST_ZOOM, settled, zoomedAt } from '../../../workspace/input/cropping';
import { useCrop, useCropControl } from './useCrop';

export function CropZoom({ cropped }: { readonly cropped: Cropped | null }) {
  const { t } = useTranslation();
  const { current, set } = useCropControl();
  const { zoom } = useCrop();
  const change = (to: number): void => {
    if (!cropped) return;
    const crop = current();
    set(zoomedAt(cropped, crop, to, settled(cropped, crop).centre));
  };
  return (
    <label className="crop-zoom" title={t('moreInput.zoom')}>
      <ZoomIn size={16} aria-hidden />
      <input
        type="range"
        className="slider"
        aria-label={t('moreInput.zoom')}
        min={1}
        max={MOST_ZOOM}
        step={0.1}
        disabled={cropped === null}
        value={zoom}
        onChange={({ target }) => change(target.valueAsNumber)}
      />
    </label>
  );
}
