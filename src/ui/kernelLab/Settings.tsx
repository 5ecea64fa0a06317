/** The window of the chosen layer in a sentence whose numbers are its controls, the size it gives, and what it misses. */
import { Minus, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowAxis } from '../../core/shapes';
import { limits, padModes, sizesOf } from '../../workspace/labs/kernelLab/design';
import { adjust, resize } from '../../workspace/labs/kernelLab/edit';
import { edit, settle } from '../../workspace/labs/kernelLab/state';
import { readsOf } from '../../workspace/labs/kernelLab/unread';
import { grouped } from '../../workspace/numbers';
import { IconButton } from '../parts/IconButton';
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

interface Props {
  readonly isLong?: boolean;
  /** The number that is chosen gets buttons for fingers. */
  readonly isStepped?: boolean;
}

const numbers = ['rows', 'columns', 'stride', 'dilation'] as const;
type NumberName = (typeof numbers)[number];
const limitsOf = (name: NumberName) => whole(name === 'rows' || name === 'columns' ? limits.side : limits[name]);

export function Settings({ isLong = false, isStepped = false }: Props) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const geometry = useGeometry();
  const [stepped, setStepped] = useState<NumberName | null>(null);
  if (!geometry) return <p role="status">{t('kernelLab.noFit')}</p>;
  const { layer, size, reads, at } = geometry;
  const { rows, columns, dilation, padding } = layer;
  const set = (change: Parameters<typeof adjust>[2]): void =>
    edit(store, (all) => adjust(all, at, change), `set ${Object.keys(change)}`);
  const change: { readonly [N in NumberName]: (value: number) => void } = {
    rows: (next) => edit(store, (all) => resize(all, at, next, columns)),
    columns: (next) => edit(store, (all) => resize(all, at, rows, next)),
    stride: (next) => set({ stride: next }),
    dilation: (next) => set({ dilation: next }),
  };
  const number = (name: NumberName) => (
    <SentenceNumber
      label={t(`kernelLab.${name}`)}
      value={layer[name]}
      limits={limitsOf(name)}
      onChange={change[name]}
      onSettle={() => settle(store)}
    />
  );
  const places = {
    rows: number('rows'),
    columns: number('columns'),
    stride: number('stride'),
    dilation: number('dilation'),
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
    // biome-ignore lint/a11y/noStaticElementInteractions: it tells which of the numbers within is chosen.
    <div
      className="kernel-settings"
      data-part="tools"
      onFocus={({ target }) => {
        const label = target.getAttribute('aria-label');
        if (isStepped) setStepped((last) => numbers.find((name) => t(`kernelLab.${name}`) === label) ?? last);
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setStepped(null);
      }}
    >
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
      {stepped && (
        <Stepper
          label={t(`kernelLab.${stepped}`)}
          value={layer[stepped]}
          limits={limitsOf(stepped)}
          onChange={(next) => {
            change[stepped](next);
            settle(store);
          }}
        />
      )}
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

interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly limits: ReturnType<typeof limitsOf>;
  readonly onChange: (value: number) => void;
}

function Stepper({ label, value, limits: { least, most }, onChange }: StepperProps) {
  const { t } = useTranslation();
  return (
    // The number keeps the focus, and this its place.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form.
    <div role="group" aria-label={label} className="kernel-stepper" onMouseDown={(event) => event.preventDefault()}>
      <IconButton label={t('kernelLab.less')} idle={value <= least} onClick={() => onChange(value - 1)}>
        <Minus size={18} aria-hidden />
      </IconButton>
      <span>
        {label} <b className="number">{value}</b>
      </span>
      <IconButton label={t('kernelLab.more')} idle={value >= most} onClick={() => onChange(value + 1)}>
        <Plus size={18} aria-hidden />
      </IconButton>
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
