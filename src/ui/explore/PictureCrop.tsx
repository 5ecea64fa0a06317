/** The picture that was brought, with the network's part of it outlined: dragged, or moved by arrow keys. */
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { moveCrop } from '../../store/gesture';
import type { PictureState } from '../../store/session';
import { arrowSteps, scaled } from '../parts/arrows';
import { useFrame, usePlayground } from '../playground';

/** How far an arrow key moves the crop, as a share of the picture. */
const STEP = 0.02;

const share = (part: number, of: number): string => `${(100 * part) / of}%`;

export function PictureCrop({ picture }: { readonly picture: PictureState }) {
  const { t } = useTranslation();
  const { gesture, pipeline } = usePlayground();
  const { width, height, name, version } = picture;
  useFrame((state) => state.inputVersion);
  const crop = pipeline.current?.prepared?.crop;
  const canvas = useRef<HTMLCanvasElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each version is another picture of the pipeline's.
  useLayoutEffect(() => {
    const { picture: pixels } = pipeline;
    const context = canvas.current?.getContext('2d');
    if (!pixels || !context) return;
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.data), pixels.width, pixels.height), 0, 0);
  }, [pipeline, version]);

  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.getBoundingClientRect();
    moveCrop(gesture, event.movementX / box.width, event.movementY / box.height);
  };

  const key = (event: KeyboardEvent): void => {
    const step = arrowSteps[event.key];
    if (!step) return;
    event.preventDefault();
    moveCrop(gesture, ...scaled(step, STEP));
  };

  return (
    <div className="pad-frame picture-frame" id="pad">
      <div
        className="picture"
        style={{ aspectRatio: `${width} / ${height}`, [width >= height ? 'width' : 'height']: '100%' }}
        role="application"
        aria-label={t('picture.crop')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: dragged, and moved by the arrow keys.
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={key}
      >
        <canvas
          ref={canvas}
          width={width}
          height={height}
          role="img"
          aria-label={t('picture.alt', { name, width, height })}
        />
        {crop && (
          <div
            className="crop"
            style={{
              left: share(crop.x, width),
              top: share(crop.y, height),
              width: share(crop.width, width),
              height: share(crop.height, height),
            }}
          />
        )}
      </div>
    </div>
  );
}
