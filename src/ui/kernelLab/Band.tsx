/** The value that is pointed at, worked out: the window of each channel times its kernel, the products, their sums. */
import { type CSSProperties, type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { cellColour } from '../../workspace/inspect/cellColour';
import { type KernelLayer, largest } from '../../workspace/labs/kernelLab/design';
import { bandLayout, RESULT } from '../../workspace/labs/kernelLab/layout';
import { choose } from '../../workspace/labs/kernelLab/state';
import { parametersOf, stepIn } from '../../workspace/labs/kernelLab/value';
import { brief, exact, exact64, fixed } from '../../workspace/numbers';
import { cellLook } from '../../workspace/player/picture';
import { extentOf } from '../../workspace/stage/extent';
import type { PlaneLook } from '../../workspace/stage/mapPixels';
import { Spoken } from '../parts/Spoken';
import { usePalette } from '../parts/usePalette';
import { Cells, signed } from './Cells';
import { useLookOf } from './Pixels';
import { useChannelName, useKept, useKernels, useKernelsState } from './useKernels';
import { useLive, useShown } from './useLive';

/** Without a zero before the point. */
const bare = (text: string): string => text.replace(/^(−?)0\./, '$1.').replace(/^−?\.?0*$/, '0');

/** Colours of values that the layer reads, as in its planes. */
export function useLook(): PlaneLook {
  const { lab } = useKernels();
  const { input } = useLive();
  const look = useLookOf(input);
  const extent = useStore(lab.frame, ({ ranges }) => (look === 'signed' ? extentOf([input], ranges) : null)) ?? 0;
  return look === 'signed' ? { colour: 'signed', extent } : { colour: look, scale: 1, shift: 0 };
}

interface Props {
  /** In CSS pixels. */
  readonly width: number;
  readonly isNarrow?: boolean;
  /** The layers before a number was taken into the hand. */
  readonly before?: readonly KernelLayer[] | null;
}

/** The value at the place that is shown as it was with other layers; null where they have no such place. */
function useBefore(layers: readonly KernelLayer[] | null): number | null {
  const { sweep } = useLive();
  const { source, position } = useShown();
  const at = useKernelsState((state) => state.chosen.layer);
  return useMemo(() => {
    const parameters = parametersOf(layers?.[at], sweep.node);
    if (!source || !parameters) return null;
    return stepIn(sweep, source, parameters, position, { result: null, activated: null }).result;
  }, [layers, at, sweep, source, position]);
}

/** While a kernel is only tried, the band keeps its height, or the kernel would move away from under the pointer. */
function useSteady(section: RefObject<HTMLElement | null>): CSSProperties | undefined {
  const isTried = useKept((state) => state.tried !== null);
  const height = useRef(0);
  useLayoutEffect(() => {
    if (!isTried) height.current = section.current?.offsetHeight ?? 0;
  });
  return isTried ? { height: height.current, overflow: 'hidden' } : undefined;
}

export function Band({ width, isNarrow = false, before = null }: Props) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const palette = usePalette();
  const { sweep, feature, activation } = useLive();
  const { step, done, row, column, position, state } = useShown();
  const was = useBefore(before);
  const chosen = useKernelsState((all) => all.chosen.channel);
  const name = useChannelName();
  const look = useLook();
  const kernel = sweep.field.kind === 'window' ? sweep.field.kernel : ([1, 1] as const);
  const section = useRef<HTMLElement>(null);
  const style = useSteady(section);
  if (!step || !done)
    return <section ref={section} style={style} className="kernel-band" aria-label={t('kernelLab.band')} />;
  const weights = step.parts.map(({ terms }) => terms.map((term) => ('weight' in term ? term.weight : 0)));
  const [weightExtent, productExtent] = [largest(weights.flat()), largest(step.adds.flat())];
  const characters = Math.max(...step.texts.flat().map((text) => bare(text).length));
  const depth = step.parts.length;
  const { parts, cell, product, height } = bandLayout(
    // On a phone the result stands below.
    width - 24 + (isNarrow ? RESULT : 0),
    depth,
    kernel[0],
    kernel[1],
    characters,
  );
  const shown = Math.max(0, Math.min(state.isPlaying ? done.part : chosen, depth - parts));
  const wasText = was === null ? null : fixed(was, step.decimals ?? 2);
  const place = t('kernelLab.place', { row, column });
  const count = step.adds.flat().length;
  const said = `${place}: ${step.resultText}${step.activated === null ? '' : `, ${step.activatedText}`}`;
  return (
    <section
      ref={section}
      style={style}
      className="kernel-band number"
      aria-label={t('kernelLab.band')}
      data-testid="player-step"
      data-position={position}
      data-result={step.result}
      data-activated={step.activated ?? undefined}
      data-done={done.done}
    >
      <div className="kernel-parts">
        {step.parts.slice(shown, shown + parts).map(({ plane, terms }, i) => {
          const k = shown + i;
          const from = step.ends[k - 1] ?? 0;
          const texts = step.texts[k] ?? [];
          const isDone = done.done >= (step.ends[k] ?? 0);
          const common = {
            columns: kernel[1],
            cell: { width: cell, height },
            size: Math.max(12, Math.min(13, cell * 0.44)),
          };
          return (
            <div key={plane} className="kernel-part">
              <p>
                <b>{name(plane)}</b>
                <b data-sign={Math.sign(step.sums[k] ?? 0)} data-part-sum={step.sums[k]}>
                  {isDone ? signed(step.sumTexts[k] ?? '') : ''}
                </b>
              </p>
              <div>
                <Cells
                  {...common}
                  values={terms.map(({ value }) => value)}
                  texts={terms.map(({ value }) => brief(value))}
                  colourOf={(value) => cellLook(value, look, palette)}
                />
                <span className="kernel-sign">×</span>
                <Cells
                  {...common}
                  values={weights[k] ?? []}
                  colourOf={(value) => cellColour(value, weightExtent, palette)}
                />
                <span className="kernel-sign">=</span>
                <Cells
                  {...common}
                  cell={{ width: product, height }}
                  values={step.adds[k] ?? []}
                  texts={texts.map((text, at) => (from + at < done.done ? bare(text) : ''))}
                  colourOf={(value) => cellColour(value, productExtent, palette)}
                />
              </div>
            </div>
          );
        })}
      </div>
      {parts < depth && (
        <div className="kernel-others row tight">
          {step.parts.map(({ plane }, k) => (
            <button
              key={plane}
              type="button"
              className="quiet"
              aria-pressed={k >= shown && k < shown + parts}
              onClick={() => choose(store, { channel: k })}
            >
              {name(plane)} <b data-sign={Math.sign(step.sums[k] ?? 0)}>{signed(step.sumTexts[k] ?? '')}</b>
            </button>
          ))}
        </div>
      )}
      <div className="kernel-result">
        {step.bias !== null && (
          <p className="small">+ {t('kernelLab.biasIs', { value: done.bias ? step.biasText : '' })}</p>
        )}
        <p className="kernel-total" data-sign={Math.sign(step.result)} title={exact(step.result)}>
          = {done.result ? signed(step.resultText) : '…'}
        </p>
        {wasText !== null && wasText !== step.resultText && (
          <p className="small">{t('kernelLab.was', { value: signed(wasText) })}</p>
        )}
        <p className="small muted" title={exact64(step.sums.reduce((sum, each) => sum + each, step.bias ?? 0))}>
          {t('kernelLab.products', { count })}
          {activation !== feature && done.activation && (
            <>
              <br />
              {t(
                `kernelLab.activations.${store.getState().layers[store.getState().chosen.layer]?.activation ?? 'none'}`,
              )}
              : <b>{step.activatedText}</b>
            </>
          )}
        </p>
        <p className="small muted">{place}</p>
      </div>
      <Spoken text={state.isPlaying ? '' : said} />
    </section>
  );
}
