/** The shift: arrows that move the picture, how each map changes, and how the changes grow with the distance. */
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { MOST_SHIFT, type PoolingKind, windowKinds } from '../../workspace/labs/pooling/settings';
import { isGlobal } from '../../workspace/labs/pooling/spec';
import { pooledSize } from '../../workspace/labs/pooling/windows';
import { fixed, percent } from '../../workspace/numbers';
import { Sentence } from '../parts/Sentence';
import { SentenceNumber } from '../parts/SentenceNumber';
import { Spoken } from '../parts/Spoken';
import { Curves } from './Curves';
import { PoolMap } from './PoolMap';
import { limitsOf, useCell, useMeasures, usePlane, usePooling, useSettings } from './usePooling';

const arrows = {
  left: { Icon: ArrowLeft, across: -1, down: 0 },
  right: { Icon: ArrowRight, across: 1, down: 0 },
  up: { Icon: ArrowUp, across: 0, down: -1 },
  down: { Icon: ArrowDown, across: 0, down: 1 },
} as const;
const sides = ['left', 'right', 'up', 'down'] as const;
const within = (value: number): number => Math.min(MOST_SHIFT, Math.max(-MOST_SHIFT, value));

/** Arrows on the map: each moves the picture by a pixel. */
export function Moving() {
  const { t } = useTranslation();
  const pooling = usePooling();
  const { across, down } = useSettings((settings) => settings);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form.
    <div role="group" className="pooling-arrows" aria-label={t('pooling.experiments.shift')} data-part="measures">
      {sides.map((side) => {
        const { Icon, across: x, down: y } = arrows[side];
        return (
          <button
            key={side}
            type="button"
            className="button icon"
            data-side={side}
            aria-label={t(`pooling.moves.${side}`)}
            title={t(`pooling.moves.${side}`)}
            onClick={() => pooling.set({ across: within(across + x), down: within(down + y) })}
          >
            <Icon size={16} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}

/** How far the moved picture's map lies from the clean one's: as a map of differences, at the shown cell, and in all. */
export function Change({ standing, kind }: { readonly standing: Standing; readonly kind: PoolingKind | 'strided' }) {
  const { t } = useTranslation();
  const difference = useMeasures(standing)?.differences.get(kind);
  const { row, column } = useCell();
  const [clean, changed] = [usePlane(standing, kind), usePlane(standing, kind, 'changed')];
  const isWhole = isGlobal(kind);
  const at = isWhole ? 0 : row * pooledSize(standing.pooling.geometry).width.output + column;
  return (
    <div className="pooling-change" data-part="measures">
      {!isWhole && (
        <>
          <p className="pooling-tag">{t('pooling.branches.difference')}</p>
          <div className="pooling-map">
            <PoolMap standing={standing} kind={kind} branch="difference" />
          </div>
        </>
      )}
      <p
        data-testid={kind === 'strided' ? undefined : 'pool-error'}
        data-kind={kind}
        data-rmse={difference?.rmse}
        title={`RMSE ${fixed(difference?.rmse ?? Number.NaN, 4)}`}
      >
        <b>{difference?.share == null ? '–' : percent(difference.share)}</b> {t('pooling.changed')}
      </p>
      <p className="small muted">
        {t('pooling.fromTo', { from: fixed(clean?.[at] ?? Number.NaN, 3), to: fixed(changed?.[at] ?? Number.NaN, 3) })}
      </p>
    </div>
  );
}

/** How far the picture is moved, and which of the windowed maps that changes least and most. */
export function ShiftVerdict({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const { across, down } = useSettings((settings) => settings);
  const differences = useMeasures(standing)?.differences;
  const { stride } = standing.pooling.geometry;
  const ranked = ([...windowKinds, 'strided'] as const)
    .flatMap((kind) => {
      const share = differences?.get(kind)?.share;
      return share == null ? [] : [{ kind, share }];
    })
    .sort((a, b) => a.share - b.share);
  const [least, most] = [ranked[0], ranked.at(-1)];
  const global = differences?.get('globalAverage')?.share;
  const isMoved = across !== 0 || down !== 0;
  const isMultiple = isMoved && across % stride === 0 && down % stride === 0 && standing.settings.map === 'picture';
  const said =
    isMoved && least && most
      ? t('pooling.shifted.between', {
          least: t(`pooling.kinds.${least.kind}`),
          leastValue: percent(least.share),
          most: t(`pooling.kinds.${most.kind}`),
          mostValue: percent(most.share),
          global: global == null ? '–' : percent(global),
        })
      : t('pooling.shifted.none');
  const number = (way: 'across' | 'down', value: number) => (
    <SentenceNumber
      {...limitsOf(way)}
      label={t(`pooling.${way}`)}
      value={value}
      onChange={(next) => pooling.set({ [way]: next })}
    />
  );
  return (
    <div className="pooling-row" data-part="measures" data-testid="pooling-shift">
      <Sentence text={t('pooling.moved')} places={{ across: number('across', across), down: number('down', down) }} />
      <p className="small">{said}</p>
      {isMultiple && <p className="small muted">{t('pooling.shifted.multiple')}</p>}
      <Spoken text={said} />
    </div>
  );
}

export function ShiftCurves({ standing, unit }: { readonly standing: Standing; readonly unit: number }) {
  const pooling = usePooling();
  return (
    <div className="pooling-aside" data-part="measures">
      <Curves {...{ standing, unit }} better={null} onDrag={(next) => pooling.set({ across: next })} />
    </div>
  );
}
