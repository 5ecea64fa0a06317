/**
 * The stage: the whole network in one drawing, from the pad to the answer. The engine paints the maps on one canvas that
 * covers the visible part; over it, in a box that scrolls when zoomed, lie the pad, the captions, the outlines and the
 * answer.
 */
import { type CSSProperties, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
import { isChain } from '../../workspace/stage/connectors';
import type { Fed } from '../../workspace/stage/edges';
import { layOutStage, stripHeight } from '../../workspace/stage/layout';
import { placeIn } from '../../workspace/stage/place';
import { gaps } from '../../workspace/stage/rule';
import { tileLimits } from '../../workspace/stage/zoom';
import { lazily } from '../parts/lazily';
import { useElementSize } from '../parts/useElementSize';
import { useHidden } from '../parts/useHidden';
import { useKept } from '../parts/useKept';
import { useLater } from '../parts/useLater';
import { useFrame, useGesture, useGiven, usePlayground, usePointed, useWork, useWorkspace } from '../playground';
import { Answer } from './Answer';
import { Bars } from './Bars';
import { FirstVisit } from './FirstVisit';
import { Given, GivenAlone } from './Given';
import { Legend } from './Legend';
import { StageLanes } from './StageLanes';
import { StagePointer } from './StagePointer';
import { usePointing } from './usePointing';
import { useRoom } from './useRoom';
import { useScene } from './useScene';

const Connectors = lazily(() => import('./stage').then((parts) => parts.Connectors));
const Edges = lazily(() => import('./stage').then((parts) => parts.Edges));
const FeedList = lazily(() => import('./stage').then((parts) => parts.FeedList));
const MiniMap = lazily(() => import('./stage').then((parts) => parts.MiniMap));
const Overview = lazily(() => import('./stage').then((parts) => parts.Overview));
const StageParts = lazily(() => import('./stage').then((parts) => parts.StageParts));
const Shrink = lazily(() => import('./stage/Shrink').then((module) => module.Shrink));
const SlowMotion = lazily(() => import('./stage').then((parts) => parts.SlowMotion));
const Wires = lazily(() => import('./stage').then((parts) => parts.Wires));
const EditBar = lazily(() => import('./edit/EditBar').then((module) => module.EditBar));
const EditMarks = lazily(() => import('./edit/EditMarks').then((module) => module.EditMarks));

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
  const module = useWork((state) => state.module);
  const range = useWork((state) => state.range);
  const frame = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const maps = useRef<HTMLDivElement>(null);
  const canvasHost = useRef<HTMLDivElement>(null);
  const room = useRoom(frame, foot);
  const size = useElementSize(scroller);
  const kind = useGiven((state) => state.kind);
  // No input yet: the network's output for an empty input is no prediction and stays in the background.
  const isResting = useFrame((state) => state.version > 0 && state.isEmpty);
  // Connections are fetched when there is something for them to connect.
  const isAnswered = useFrame((state) => state.version > 0 && !state.isEmpty);
  const isGhostWriting = useGesture((state) => state.isGhostWriting);
  const hasAnswered = isAnswered && !isGhostWriting;
  const isEdited = useWork((state) => state.isEdited);
  // A link may lead to an edited network.
  const { router } = usePlayground();
  const [isLinked] = useState(() => router.says('edit'));
  const { blocks } = network;
  const arrangement = useWork((state) => state.arrangement);
  const tools = kind === 'draw' ? 104 : 160;
  const isAlone = useHidden('input');
  const isUnanswered = useHidden('answer');
  const options = useMemo(
    () => ({ view, arrangement, opened: module, tools, isAlone, isUnanswered }),
    [view, arrangement, module, tools, isAlone, isUnanswered],
  );
  const fit = useMemo(() => layOutStage(blocks, room, options), [blocks, room, options]);
  const limits = useMemo(() => tileLimits(fit), [fit]);
  const zoom = tile === null || !limits ? 1 : Math.min(Math.max(tile, limits[0]), limits[1]) / fit.tile;
  const tileSize = useMemo(() => limits && { tile: tile ?? fit.tile, limits }, [tile, fit, limits]);
  const layout = useMemo(
    () => (zoom === 1 ? fit : layOutStage(blocks, room, { ...options, zoom })),
    [fit, blocks, room, options, zoom],
  );
  // At the ends, nothing changes when a module opens in the middle.
  const [pad, seen, answer] = [useKept(layout.pad), useKept(layout.seen), useKept(layout.answer)];
  // In an overview, what lies over the maps follows them by a frame, while these are on their way.
  const placed = useMemo(() => ({ network, layout }), [network, layout]);
  const late = useLater(placed);
  const drawn = layout.overview && late.layout.overview && late.network === network ? late.layout : layout;
  // What feeds the pixel under the pointer, once the pointer rests.
  const [fed, setFed] = useState<Fed | null>(null);
  const [isSlow, setSlow] = useState(false);
  const beginSlow = useCallback(() => setSlow(true), []);
  const endSlow = useCallback(() => setSlow(false), []);
  const { scrolled } = useScene({ network, layout, size, canvasHost, scroller, moves: module });
  const pointing = usePointing(layout, scroller);
  const { frame: shown } = useWorkspace();
  const { overview } = layout;
  // Between lines of modules, connections would run over others.
  const wired = useMemo(() => {
    const closed = drawn.overview && drawn.overview.lines > 1 ? drawn.overview.closed : null;
    return new Set(drawn.lanes.flatMap(({ layer }) => (closed?.has(layer.id) ? [] : [layer.id])));
  }, [drawn]);
  const place = useCallback(
    (layer: string, channel: number) =>
      wired.has(layer) ? placeIn(drawn, layer, channel, shown.getState().answer) : null,
    [drawn, wired, shown],
  );
  const closed = usePointed((state) => state.closed);
  const isDown = layout.direction === 'down';
  const isFolded = room.width > 0 && (overview !== null || layout.blocks.some(({ more }) => more !== null));
  // Down the page, the page scrolls; across, what does not fit scrolls within the stage.
  const height = isDown ? layout.height : room.height;
  const isLarger = overview !== null || (!isDown && layout.width > room.width + 1);
  const strip = room.width > 0 && isLarger ? stripHeight(room, overview !== null) : 0;
  const miniMap = strip > 0 && <MiniMap network={network} layout={layout} scroller={scroller} height={strip} />;

  return (
    <>
      <div
        ref={frame}
        className="stage-view"
        data-resting={isResting || undefined}
        data-direction={layout.direction}
        style={{ height, '--unit': layout.unit } as CSSProperties}
      >
        <div ref={canvasHost} className="stage-canvas" style={{ width: size.width, height: size.height }} aria-hidden />
        {(isUsed || isFolded || range === 'map' || arrangement.wishes.size > 0) && (
          <StageParts network={network} layout={layout} size={tileSize} scroller={scroller} />
        )}
        <div ref={scroller} className="stage-scroller" data-testid="stage" onScroll={scrolled} {...pointing.frame}>
          <div
            className="stage-content"
            // A drawing larger than the room can be scrolled out from below the strip.
            style={{ width: layout.width, height: layout.height, marginBottom: overview ? 0 : strip }}
          >
            {isAlone ? (
              <GivenAlone network={network} pad={pad} seen={seen} />
            ) : (
              <Given network={network} pad={pad} seen={seen} direction={layout.direction} height={layout.height} />
            )}
            {drawn.overview && <Overview network={network} layout={drawn} overview={drawn.overview} />}
            {!isChain(blocks) && <Connectors network={network} layout={drawn} />}
            {hasAnswered && (
              <Wires
                network={network}
                place={place}
                shown={wired}
                direction={layout.direction}
                gap={gaps.row * layout.unit}
                width={drawn.width}
                height={drawn.height}
                moves={drawn.overview?.modules.find(({ isOpen }) => isOpen)?.module}
              />
            )}
            <Bars layout={layout} />
            <div
              ref={maps}
              className="stage-maps"
              role="application"
              aria-label={t('stage.label')}
              aria-describedby="stage-keys"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the maps.
              tabIndex={0}
              {...pointing.keys}
            />
            <StageLanes layout={drawn} network={network} />
            {isEdited && <EditMarks layout={layout} />}
            {isUsed && <Edges network={network} layout={layout} fed={fed} onFed={setFed} />}
            <StagePointer model={network.model} {...{ layout, scroller, maps }} rows={fed?.rows.length ?? 0}>
              {fed && <FeedList {...fed} />}
            </StagePointer>
            {closed && room.width > 0 && <Shrink closed={closed} layout={layout} scroller={scroller} />}
            <FirstVisit network={network} layout={layout} />
            {isSlow && hasAnswered && <SlowMotion layout={layout} onEnd={endSlow} />}
            {answer && <Answer network={network} box={answer} direction={layout.direction} unit={layout.unit} />}
          </div>
        </div>
        {!isDown && miniMap}
        <p id="stage-keys" className="unseen">
          {t('stage.describe')}
        </p>
      </div>
      {isDown && miniMap}
      <div ref={foot} className="stage-foot">
        {(isEdited || isLinked) && <EditBar />}
        <Legend network={network} hasAnswered={hasAnswered} onSlow={beginSlow} size={tileSize} />
      </div>
    </>
  );
}
