/** The map and what every pooling makes of it, all at one pixel scale; with a shift, also how each of them changes. */
import { type CSSProperties, type ReactNode, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { layOutPooling, onPaper } from '../../workspace/labs/pooling/layout';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { globalKinds, kernelKinds, windowKinds } from '../../workspace/labs/pooling/settings';
import { exact, fixed, grouped } from '../../workspace/numbers';
import { LabMaps } from '../labs/LabMaps';
import { Sentence } from '../parts/Sentence';
import { SentenceChoice } from '../parts/SentenceChoice';
import { useElementSize } from '../parts/useElementSize';
import { Heights } from './Heights';
import { Link } from './Link';
import { Numbers } from './Numbers';
import { PoolMap } from './PoolMap';
import { Change, Moving, ShiftCurves, ShiftVerdict } from './Shift';
import { SizeFormula } from './Sizes';
import { Source } from './Source';
import { sizeOf, useFreeing, usePlane, usePooling, useSettings } from './usePooling';
import { useSlide } from './useSlide';
import { useWindowHeight } from './useWindowHeight';

type ColumnKind = (typeof windowKinds)[number] | 'strided';

export function MapsView({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  useFreeing(useSlide().pause);
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const height = useWindowHeight();
  const { geometry, kinds } = standing.pooling;
  const isMoved = standing.settings.experiment === 'shift';
  const isBeside = kinds.includes('strided');
  const { unit, pixel, isNarrow, column } = useMemo(() => {
    const [rows, columns] = sizeOf('max', geometry);
    return layOutPooling({ width, height }, geometry, { rows, columns }, isBeside ? 4 : 3);
  }, [geometry, width, height, isBeside]);
  const isPicture = standing.settings.map === 'picture';
  const branch = isMoved ? 'changed' : 'clean';
  const style = {
    '--u': `${unit}px`,
    '--on-paper': onPaper(width),
    '--pixel': `${pixel}px`,
    '--map': `${pixel * geometry.columns}px`,
    '--pooled': `${pixel * (sizeOf('max', geometry)[1] ?? 1)}px`,
    '--column': `${column}px`,
  } as CSSProperties;
  const map = <PoolMap standing={standing} kind="map" branch={branch} isStop />;
  const columns: readonly ColumnKind[] = isBeside ? [...windowKinds, 'strided'] : windowKinds;
  return (
    <div
      ref={box}
      className="pooling-view"
      data-narrow={isNarrow || undefined}
      data-moved={isMoved || undefined}
      style={style}
    >
      {width > 0 && (
        <LabMaps lab={pooling.lab} range="layer" className="pooling-maps">
          <section className="pooling-given" aria-label={t('pooling.kinds.map')}>
            <header>
              <h2>{t('pooling.becomes', { count: geometry.window ** 2 })}</h2>
              <Source standing={standing} />
            </header>
            {isMoved ? (
              <div className="pooling-below">
                <div className="pooling-map">
                  {map}
                  <Moving />
                </div>
                <ShiftVerdict standing={standing} />
              </div>
            ) : (
              <>
                <div className="pooling-map">{map}</div>
                <Row standing={standing} />
              </>
            )}
          </section>
          {columns.map((kind) => (
            <Column key={kind} standing={standing} kind={kind} isPicture={isPicture}>
              <PoolMap standing={standing} kind={kind} branch={branch} isStop />
            </Column>
          ))}
          <Global standing={standing} isAside={isBeside} />
          {isMoved && <ShiftCurves standing={standing} unit={unit} />}
          {!isNarrow && !isMoved && <div className="pooling-band" aria-hidden />}
          {!isNarrow && !isMoved && <Link standing={standing} />}
        </LabMaps>
      )}
    </div>
  );
}

/** Below the map: one row of windows as heights. */
function Row({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  return (
    <div className="pooling-row" data-part="measures">
      <h3>{t('pooling.heights')}</h3>
      <Heights standing={standing} kind="map" label={t('pooling.heights')} />
    </div>
  );
}

interface ColumnProps {
  readonly standing: Standing;
  readonly kind: ColumnKind;
  readonly isPicture: boolean;
  readonly children: ReactNode;
}

function Column({ standing, kind, isPicture, children }: ColumnProps) {
  const { t } = useTranslation();
  const [rows, columns] = sizeOf(kind, standing.pooling.geometry);
  const isMoved = standing.settings.experiment === 'shift';
  const name = t(`pooling.kinds.${kind}`);
  return (
    <section className="pooling-column" aria-label={name} data-kind={kind}>
      <header>
        <h2>{t(`pooling.heads.${isPicture ? 'picture' : 'map'}.${kind}`)}</h2>
        {kind === 'strided' ? (
          <Kernel />
        ) : (
          <p className="pooling-sub">{t(`pooling.subs.${kind}`, { count: standing.pooling.geometry.window ** 2 })}</p>
        )}
        <p className="pooling-tag">
          {rows} × {columns}
        </p>
      </header>
      <div className="pooling-map">{children}</div>
      {isMoved ? (
        <Change standing={standing} kind={kind} />
      ) : (
        <>
          <Numbers standing={standing} kind={kind} />
          <div className="pooling-row" data-part="measures">
            <p className="small muted">{t(`pooling.ends.${kind}`)}</p>
            <Heights standing={standing} kind={kind} label={t('pooling.heightsOf', { kind: name })} />
          </div>
        </>
      )}
    </section>
  );
}

/** The kernel of the strided convolution, and the way to close it. */
function Kernel() {
  const { t } = useTranslation();
  const pooling = usePooling();
  const { kernel } = useSettings((settings) => settings);
  return (
    <Sentence
      className="pooling-sub"
      text={t('pooling.kernelSentence')}
      places={{
        kernel: (
          <SentenceChoice
            label={t('pooling.kernel')}
            options={kernelKinds}
            value={kernel}
            onChange={(next) => pooling.set({ kernel: next })}
            name={(each) => t(`pooling.kernels.${each}`)}
          />
        ),
      }}
    />
  );
}

/** Both global poolings: one pixel each, as large as any other. `isAside`: a convolution has taken their column. */
function Global({ standing, isAside }: { readonly standing: Standing; readonly isAside: boolean }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const { rows, columns } = standing.pooling.geometry;
  const isMoved = standing.settings.experiment === 'shift';
  const count = rows * columns;
  return (
    <section className="pooling-global" aria-label={t('pooling.heads.global')} data-aside={isAside || undefined}>
      <header>
        <h2>{t('pooling.heads.global')}</h2>
        <p className="pooling-sub">{t('pooling.subs.global')}</p>
      </header>
      <div className="pooling-whole">
        <div className="pooling-pair">
          {globalKinds.map((kind) => (
            <div key={kind}>
              <p className="pooling-tag">{t(`pooling.kinds.${kind}`)}</p>
              <div className="pooling-one">
                <PoolMap standing={standing} kind={kind} branch={isMoved ? 'changed' : 'clean'} />
                <WholeValue standing={standing} kind={kind} />
              </div>
              {isMoved ? (
                <Change standing={standing} kind={kind} />
              ) : (
                <p className="small muted">{t(`pooling.whole.${kind}`, { count, all: grouped(count) })}</p>
              )}
            </div>
          ))}
        </div>
        {!isMoved && <p className="small muted">{t('pooling.oneScale')}</p>}
      </div>
      {!isMoved && (
        <div className="pooling-else" data-part="measures">
          <Sentence
            text={t('pooling.else')}
            places={Object.fromEntries(
              (['noise', 'shift'] as const).map((experiment) => [
                experiment,
                <button
                  key={experiment}
                  type="button"
                  className="pooling-link"
                  onClick={() => pooling.set({ experiment })}
                >
                  {t(`pooling.elseLinks.${experiment}`)}
                </button>,
              ]),
            )}
          />
        </div>
      )}
      {!isMoved && (
        <div className="pooling-notes">
          <p className="small muted">{t('pooling.heightsHelp')}</p>
          <p>
            {t('pooling.convolution')}{' '}
            <button type="button" className="pooling-link" onClick={() => pooling.set({ beside: !isAside })}>
              {t(isAside ? 'pooling.notBeside' : 'pooling.beside', { stride: standing.pooling.geometry.stride })}
            </button>
          </p>
          <SizeFormula standing={standing} />
        </div>
      )}
    </section>
  );
}

/** The one number that a map becomes. */
function WholeValue({ standing, kind }: { readonly standing: Standing; readonly kind: (typeof globalKinds)[number] }) {
  const isMoved = standing.settings.experiment === 'shift';
  const value = usePlane(standing, kind, isMoved ? 'changed' : 'clean')?.[0] ?? Number.NaN;
  return (
    <b data-testid="pooling-result" data-kind={kind} data-value={value} title={exact(value)}>
      {fixed(value, 2)}
    </b>
  );
}
