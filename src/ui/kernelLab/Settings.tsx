/** The window of the chosen layer in a sentence whose numbers are its controls, the size it gives, and what it misses. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowAxis } from '../../core/shapes';
import { limits, padModes, sizesOf } from '../../workspace/labs/kernelLab/design';
import { adjust, resize } from '../../workspace/labs/kernelLab/edit';
import { edit, settle } from '../../workspace/labs/kernelLab/state';
import { readsOf } from '../../workspace/labs/kernelLab/unread';
import { grouped } from '../../workspace/numbers';
import { Sentence } from '../parts/Sentence';
import { SentenceChoice } from '../parts/SentenceChoice';
import { SentenceNumber } from '../parts/SentenceNumber';
import { useKernels, useKernelsState, useShapes } from './useKernels';

const padSizes = ['same', ...Array.from({ length: limits.pad + 1 }, (_, i) => i)] as const;
const whole = (most: number) => ({ least: 1, most, isWhole: true }) as const;

/** The chosen layer, its sizes, and which pixels of what it reads any window reads. */
export function useGeometry() {
  const layers = useShapes();
  const at = useKernelsState((state) => state.chosen.layer);
  const side = useKernelsState((state) => state.input.side);
  return useMemo(() => {
    const layer = layers[at];
    const size = sizesOf(layers, side)[at];
    return layer && size ? { layer, size, reads: readsOf(size, layer.padding.mode), at, layers, side } : null;
  }, [layers, at, side]);
}

export function Settings({ isLong = false }: { readonly isLong?: boolean }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const geometry = useGeometry();
  if (!geometry) return <p role="status">{t('kernelLab.noFit')}</p>;
  const { layer, size, reads, at } = geometry;
  const { rows, columns, dilation, padding } = layer;
  const set = (change: Parameters<typeof adjust>[2]): void =>
    edit(store, (all) => adjust(all, at, change), `set ${Object.keys(change)}`);
  const number = (label: 'rows' | 'columns' | 'stride' | 'dilation', onChange: (value: number) => void) => (
    <SentenceNumber
      label={t(`kernelLab.${label}`)}
      value={layer[label]}
      limits={whole(label === 'rows' || label === 'columns' ? limits.side : limits[label])}
      onChange={onChange}
      onSettle={() => settle(store)}
    />
  );
  const places = {
    rows: number('rows', (next) => edit(store, (all) => resize(all, at, next, columns))),
    columns: number('columns', (next) => edit(store, (all) => resize(all, at, rows, next))),
    stride: number('stride', (next) => set({ stride: next })),
    dilation: number('dilation', (next) => set({ dilation: next })),
    padding: (
      <SentenceChoice
        label={t('kernelLab.padding')}
        options={padModes}
        value={padding.mode}
        onChange={(mode) => set({ padding: { ...padding, mode } })}
        name={(mode) => t(`kernelLab.paddings.${mode}`)}
      />
    ),
    size:
      padding.mode === 'none' ? (
        ''
      ) : (
        <SentenceChoice
          label={t('kernelLab.padSize')}
          options={padSizes}
          value={padding.size}
          onChange={(next) => set({ padding: { ...padding, size: next } })}
          name={(next) => t(next === 'same' ? 'kernelLab.same' : 'kernelLab.padBy', { count: Number(next) })}
        />
      ),
  };
  const [inHeight, inWidth] = [size.rows.input, size.columns.input];
  return (
    <div className="kernel-settings" data-part="tools">
      <Sentence
        text={t(isLong ? 'kernelLab.sentenceLong' : 'kernelLab.sentence', {
          reach: `${dilation * (rows - 1) + 1} × ${dilation * (columns - 1) + 1}`,
          input: `${inHeight} × ${inWidth}`,
        })}
        places={{
          ...places,
          output:
            size.height === null || size.width === null || !reads ? (
              <b role="status">{t('kernelLab.noFit')}</b>
            ) : (
              <b className="number" data-testid="output-size" data-height={size.height} data-width={size.width}>
                {size.height} × {size.width}
              </b>
            ),
        }}
      />
      {isLong && size.height !== null && size.width !== null && (
        <p className="small muted">
          <Formula axis={size.rows} output={size.height} left={size.below} />
          {(inHeight !== inWidth || rows !== columns || size.below !== size.beside) && (
            <>
              <br />
              <Formula axis={size.columns} output={size.width} left={size.beside} />
            </>
          )}
        </p>
      )}
      {reads && (isLong || reads.unread > 0) && <Unread />}
    </div>
  );
}

function Formula({ axis, output, left }: { axis: WindowAxis; output: number; left: number }) {
  const { t } = useTranslation();
  const { input, padBegin, padEnd, kernel, dilation, stride } = axis;
  return (
    <>
      <span className="number">
        ⌊({input} + {padBegin + padEnd} − {dilation} × ({kernel} − 1) − 1) ÷ {stride}⌋ + 1 = <b>{output}</b>
      </span>
      {left > 0 && `, ${t('kernelLab.remainder', { count: left })}`}
    </>
  );
}

/** How many pixels no window reads, and what would change that. */
function Unread() {
  const { t } = useTranslation();
  const geometry = useGeometry();
  if (!geometry?.reads) return null;
  const { reads, layer, layers, at, side } = geometry;
  const { unread, pixels } = reads;
  const wouldRead = (change: { readonly stride?: 1; readonly dilation?: 1 }): boolean => {
    const size = sizesOf(
      layers.map((each, i) => (i === at ? { ...each, ...change } : each)),
      side,
    )[at];
    return size !== undefined && readsOf(size, layer.padding.mode)?.unread === 0;
  };
  const cures = [
    ...(layer.stride > 1 && wouldRead({ stride: 1 }) ? [t('kernelLab.cures.stride')] : []),
    ...(layer.dilation > 1 && wouldRead({ dilation: 1 }) ? [t('kernelLab.cures.dilation')] : []),
  ];
  return (
    <p className="kernel-unread small" data-testid="unread" data-count={unread}>
      {unread === 0 ? (
        t('kernelLab.readAll')
      ) : (
        <>
          <b>{t('kernelLab.unread', { unread: grouped(unread), pixels: grouped(pixels) })}</b>{' '}
          {cures.length > 0 && t('kernelLab.cure', { cures: cures.join(t('kernelLab.or')) })}
        </>
      )}
    </p>
  );
}
