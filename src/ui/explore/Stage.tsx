/**
 * The stage: the whole network from input to classes. The engine paints one canvas that covers the visible part; the
 * page overlays only headers, class names and the pixel outline, in a box that scrolls.
 */
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
import type { Fed } from '../../workspace/stage/edges';
import { isChain } from '../../workspace/stage/layers';
import { fitting, layOutStage, tileLimits } from '../../workspace/stage/layout';
import { layoutNear } from '../../workspace/stage/near';
import { lazily } from '../parts/lazily';
import { useElementSize } from '../parts/useElementSize';
import { useFrame, useGiven, usePlayground, useWork } from '../playground';
import { Legend } from './Legend';
import { StageLanes } from './StageLanes';
import { StagePointer } from './StagePointer';
import { usePointing } from './usePointing';
import { useScene } from './useScene';
import { Zoom } from './Zoom';

const Connectors = lazily(() => import('./stage').then((parts) => parts.Connectors));
const Edges = lazily(() => import('./stage').then((parts) => parts.Edges));
const FeedList = lazily(() => import('./stage').then((parts) => parts.FeedList));
const StageParts = lazily(() => import('./stage').then((parts) => parts.StageParts));
const EditBar = lazily(() => import('./edit/EditBar').then((module) => module.EditBar));
const EditMarks = lazily(() => import('./edit/EditMarks').then((module) => module.EditMarks));
const StageSelection = lazily(() => import('./inspector/StageSelection').then((module) => module.StageSelection));

export function Stage() {
  const { t } = useTranslation();
  const network = useWork((state) => state.network);
  // Parts that only interaction needs are fetched when a pointer or the focus comes near.
  const [isUsed, setUsed] = useState(false);
  const use = (): void => setUsed(true);
  return (
    <section className="stage" aria-labelledby="stage-title" onPointerEnter={use} onFocus={use}>
      <h2 id="stage-title" className="unseen">
        {t('stage.title')}
      </h2>
      {network ? (
        <StageView network={network} isUsed={isUsed} />
      ) : (
        <p className="stage-loading muted">{t('stage.loading')}</p>
      )}
    </section>
  );
}

interface ViewProps {
  readonly network: Network;
  readonly isUsed: boolean;
}

function StageView({ network, isUsed }: ViewProps) {
  const { t } = useTranslation();
  const view = useWork((state) => state.view);
  const tile = useWork((state) => state.tile);
  const range = useWork((state) => state.range);
  const selection = useWork((state) => state.selection);
  const scroller = useRef<HTMLDivElement>(null);
  const canvasHost = useRef<HTMLDivElement>(null);
  const size = useElementSize(scroller);
  const input = useGiven((state) => state.kind);
  // No input yet: the network's output for an empty input is no prediction and stays in the background.
  const isResting = useFrame((state) => state.version > 0 && state.isEmpty);
  const isEdited = useWork((state) => state.isEdited);
  // A link may lead to an edited network.
  const { router } = usePlayground();
  const [isLinked] = useState(() => router.says('edit'));
  const { units } = network;
  const arrangement = useWork((state) => state.arrangement);
  const fit = useMemo(() => fitting(units, size, view, arrangement), [units, size, view, arrangement]);
  const limits = useMemo(() => tileLimits(units, fit), [units, fit]);
  const zoom = tile === null ? 1 : Math.min(tile, limits[1]) / fit.tile;
  const layout = useMemo(() => layOutStage(units, { ...fit, zoom }), [units, fit, zoom]);
  // What feeds the pixel under the pointer, once the pointer rests.
  const [fed, setFed] = useState<Fed | null>(null);
  const { scrolled, area } = useScene({ network, layout, size, canvasHost, scroller });
  const near = useMemo(() => layoutNear(layout, area), [layout, area]);
  const pointing = usePointing(layout, scroller);

  return (
    <>
      <div className="stage-view" data-resting={isResting || undefined}>
        <div ref={canvasHost} className="stage-canvas" style={{ width: size.width, height: size.height }} aria-hidden />
        {(isUsed || range === 'map' || arrangement.wishes.size > 0) && (
          <StageParts network={network} layout={layout} tile={tile ?? fit.tile} limits={limits} scroller={scroller} />
        )}
        <div
          ref={scroller}
          className="stage-scroller"
          role="application"
          aria-label={t('stage.label')}
          aria-describedby="stage-keys"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the maps.
          tabIndex={0}
          onScroll={scrolled}
          {...pointing}
        >
          <div className="stage-content" style={{ width: layout.width, height: layout.height }}>
            {!isChain(units) && <Connectors network={network} layout={layout} />}
            <StageLanes layout={near} units={units} />
            {isEdited && <EditMarks layout={near} />}
            {selection && <StageSelection model={network.model} {...{ layout, near, selection, scroller }} />}
            {isUsed && <Edges network={network} layout={layout} fed={fed} onFed={setFed} />}
            <StagePointer model={network.model} {...{ layout, near, scroller }} rows={fed?.rows.length ?? 0}>
              {fed && <FeedList {...fed} />}
            </StagePointer>
          </div>
        </div>
        {isResting && <p className="stage-hint">{t(input === 'draw' ? 'stage.empty' : 'stage.emptyPicture')}</p>}
        <p id="stage-keys" className="unseen">
          {t('stage.describe')}
        </p>
      </div>
      {(isEdited || isLinked) && <EditBar />}
      <Zoom tile={tile ?? fit.tile} limits={limits} />
      <Legend network={network} />
    </>
  );
}
