/** The input as the first layer reads it, with its padding, and the receptive field of the pixel under the pointer. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { sizesOf } from '../../workspace/labs/kernelLab/design';
import { fieldOnInput } from '../../workspace/labs/kernelLab/field';
import { paddedPicture } from '../../workspace/labs/kernelLab/padded';
import type { Network } from '../../workspace/network';
import type { Cell } from '../parts/gestures';
import { placed } from '../parts/placed';
import { useKernels, useShapes } from './useKernels';

interface Props {
  readonly network: Network;
  /** The node whose pixel is under the pointer. */
  readonly node: string;
  readonly pixel: Cell | null;
}

export function InputMap({ network, node, pixel }: Props) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const canvas = useRef<HTMLCanvasElement>(null);
  const version = useStore(lab.frame, (state) => state.inputVersion);
  const layers = useShapes();
  const [channels, side = 1] = network.spec.input.shape;
  const size = sizesOf(layers, side)[0];
  const mode = layers[0]?.padding.mode ?? 'none';

  // biome-ignore lint/correctness/useExhaustiveDependencies: each version is another input of the lab's.
  useLayoutEffect(() => {
    const input = lab.inputValues();
    const context = canvas.current?.getContext('2d');
    if (!context || !size || input?.length !== channels * side * side) return;
    const { width, height, bytes } = paddedPicture(input, side, size, mode);
    context.canvas.width = width;
    context.canvas.height = height;
    context.putImageData(new ImageData(bytes, width, height), 0, 0);
  }, [
    lab,
    version,
    channels,
    side,
    mode,
    size?.rows.padBegin,
    size?.rows.padEnd,
    size?.columns.padBegin,
    size?.columns.padEnd,
  ]);

  if (!size) return null;
  const [top, left] = [size.rows.padBegin, size.columns.padBegin];
  const [height, width] = [side + top + size.rows.padEnd, side + left + size.columns.padEnd];
  const box = pixel && fieldOnInput(network, node, pixel, side, size);
  return (
    <figure className="kernel-map stack tight">
      <figcaption>
        <b>{t('kernelLab.input')}</b>
        <span className="number muted">
          {height} × {width}
        </span>
      </figcaption>
      <div className="kernel-frame">
        <canvas
          ref={canvas}
          className="kernel-input"
          role="img"
          aria-label={t('kernelLab.inputAlt', { side, top, left })}
        />
        {top + left > 0 && (
          <span
            className="kernel-border"
            aria-hidden
            style={placed({ left, top, width: side, height: side }, width, height)}
          />
        )}
        {box && <span className="kernel-field" aria-hidden style={placed(box)} />}
      </div>
      <p className="small muted">
        {box ? t('kernelLab.sees', { rows: box.rows, columns: box.columns }) : t('kernelLab.inputHelp')}
      </p>
    </figure>
  );
}
