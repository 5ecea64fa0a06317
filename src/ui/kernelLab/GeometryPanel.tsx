/** Stride, padding and dilation of the chosen layer, and the resulting size, worked out in numbers. */
import { useTranslation } from 'react-i18next';
import type { WindowAxis } from '../../core/shapes';
import { limits, padModes, sizesOf } from '../../workspace/labs/kernelLab/design';
import { adjust } from '../../workspace/labs/kernelLab/edit';
import { edit } from '../../workspace/labs/kernelLab/state';
import { Choice } from '../parts/Choice';
import { Segmented } from '../parts/Segmented';
import { Slider } from '../parts/Slider';
import { useKernels, useKernelsState, useShapes } from './useKernels';

const padSizes = ['same', ...Array.from({ length: limits.pad + 1 }, (_, i) => i)] as const;

export function GeometryPanel() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const layers = useShapes();
  const at = useKernelsState((state) => state.chosen.layer);
  const layer = layers[at];
  if (!layer) return null;
  const { stride, dilation, padding } = layer;
  const set = (change: Parameters<typeof adjust>[2]): void => edit(store, (all) => adjust(all, at, change));
  return (
    <section className="kernel-panel stack" aria-label={t('kernelLab.geometry')}>
      <Slider
        inline
        label={t('kernelLab.stride')}
        value={stride}
        limits={[1, limits.stride, 1]}
        onChange={(value) => set({ stride: value })}
      />
      <Slider
        inline
        label={t('kernelLab.dilation')}
        value={dilation}
        limits={[1, limits.dilation, 1]}
        onChange={(value) => set({ dilation: value })}
      />
      <Segmented
        label={t('kernelLab.padding')}
        options={padModes}
        value={padding.mode}
        onChange={(mode) => set({ padding: { ...padding, mode } })}
        name={(mode) => t(`kernelLab.paddings.${mode}`)}
      />
      {padding.mode !== 'none' && (
        <Choice
          label={t('kernelLab.padSize')}
          options={padSizes}
          value={padding.size}
          onChange={(size) => set({ padding: { ...padding, size } })}
          name={(size) => (size === 'same' ? t('kernelLab.same') : String(size))}
        />
      )}
      <OutputSize />
    </section>
  );
}

function OutputSize() {
  const { t } = useTranslation();
  const layers = useShapes();
  const at = useKernelsState((state) => state.chosen.layer);
  const side = useKernelsState((state) => state.input.side);
  const size = sizesOf(layers, side)[at];
  if (!size || size.height === null || size.width === null) {
    return (
      <p className="kernel-size" role="status">
        {t('kernelLab.noFit')}
      </p>
    );
  }
  const { height, width, rows, columns, below, beside } = size;
  return (
    <div className="kernel-size" data-testid="output-size" data-height={height} data-width={width}>
      <strong>{t('kernelLab.size')}</strong>
      <p className="small muted">{t('kernelLab.formula')}</p>
      <Axis name={t('kernelLab.height')} axis={rows} output={height} left={below} />
      <Axis name={t('kernelLab.width')} axis={columns} output={width} left={beside} />
    </div>
  );
}

interface AxisProps {
  readonly name: string;
  readonly axis: WindowAxis;
  readonly output: number;
  /** Pixels that no window reaches. */
  readonly left: number;
}

function Axis({ name, axis, output, left }: AxisProps) {
  const { t } = useTranslation();
  const { input, padBegin, padEnd, kernel, dilation, stride } = axis;
  return (
    <>
      <p className="number small">
        {name}: ⌊({input} + {padBegin + padEnd} − {dilation} × ({kernel} − 1) − 1) ÷ {stride}⌋ + 1 = <b>{output}</b>
      </p>
      <p className="small muted">{left > 0 ? t('kernelLab.remainder', { count: left }) : t('kernelLab.exactFit')}</p>
    </>
  );
}
