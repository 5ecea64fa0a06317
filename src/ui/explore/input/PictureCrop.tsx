/** The whole picture, with the part that the network sees outlined. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cropped } from '../../../workspace/input/cropping';
import type { PictureState } from '../../../workspace/input/input';
import { useWorkspace } from '../../playground';
import { CropOutline } from './CropOutline';
import { useCropping } from './useCropping';

interface Props {
  readonly picture: PictureState;
  readonly cropped: Cropped;
}

export function PictureCrop({ picture, cropped }: Props) {
  const { t } = useTranslation();
  const { pipeline } = useWorkspace().input;
  const { width, height, gallery, version } = picture;
  const name = gallery ? t(`moreInput.pictures.${gallery}`) : picture.name;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const handlers = useCropping(frame, cropped);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each version is another picture of the pipeline's.
  useLayoutEffect(() => {
    const { picture: pixels } = pipeline;
    const context = canvas.current?.getContext('2d');
    if (!pixels || !context) return;
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height), 0, 0);
  }, [pipeline, version]);

  return (
    <div className="pad-frame picture-frame" id="pad">
      <div
        ref={frame}
        className="picture"
        style={{ aspectRatio: `${width} / ${height}`, [width >= height ? 'width' : 'height']: '100%' }}
        role="application"
        aria-label={t('moreInput.crop')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: dragged, and moved by keys.
        tabIndex={0}
        {...handlers}
      >
        <canvas
          ref={canvas}
          width={width}
          height={height}
          role="img"
          aria-label={t('moreInput.alt', { name, width, height })}
        />
        <CropOutline cropped={cropped} />
      </div>
    </div>
  );
}
