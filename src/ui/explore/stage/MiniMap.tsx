/**
 * The whole network as a strip below the stage, where not all of it is in sight at once: what is in sight is framed. A
 * slider: dragged, or moved by keys, it opens one module of an overview after the other, or scrolls a drawing larger than
 * its room.
 */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import type { StageLayout } from '../../../workspace/stage/layout';
import { alongAt, miniMap, seenOn, spanAt } from '../../../workspace/stage/miniMap';
import { modulesOf } from '../../../workspace/stage/modules';
import { useElementSize } from '../../parts/useElementSize';
import { useWork, useWorkspace } from '../../playground';
import '../../styles/overview.css';

interface Props {
  readonly network: Network;
  readonly layout: StageLayout;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly height: number;
}

const PADDING = 8;

/** What is in sight along a drawing across the page. */
const seen = ({ scrollLeft, clientWidth }: HTMLElement) => ({ start: scrollLeft, end: scrollLeft + clientWidth });

export function MiniMap({ network, layout, scroller, height }: Props) {
  const { t } = useTranslation();
  const { store, pointer } = useWorkspace();
  const track = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLSpanElement>(null);
  const { width } = useElementSize(track);
  const opened = useWork((state) => state.module);
  const modules = modulesOf(network.blocks);
  const map = useMemo(() => miniMap(modules, Math.max(1, width), height - 2 * PADDING), [modules, width, height]);
  const { overview } = layout;
  const at = overview ? modules.findIndex(({ key }) => key === opened) : -1;

  // The frame follows what is scrolled without a render.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const show = (): void => {
      const own = frame.current;
      if (!own) return;
      const span = overview ? map.spans[at] : seenOn(map, layout, modules, seen(element));
      if (!overview && span) {
        const index = spanAt(map.spans, (span.start + span.end) / 2);
        track.current?.setAttribute('aria-valuenow', String(index + 1));
        track.current?.setAttribute('aria-valuetext', modules[index]?.name ?? '');
      }
      own.hidden = !span;
      own.style.left = `${span?.start ?? 0}px`;
      own.style.width = `${(span?.end ?? 0) - (span?.start ?? 0)}px`;
    };
    show();
    if (overview) return;
    element.addEventListener('scroll', show, { passive: true });
    return () => element.removeEventListener('scroll', show);
  }, [scroller, map, layout, modules, overview, at]);

  const go = (index: number): void => {
    const [module, span] = [modules[index], map.spans[index]];
    if (!module || !span) return;
    if (!overview) look((span.start + span.end) / 2);
    else if (module.key !== opened) {
      pointer.setState({ hover: null });
      store.setState({ module: module.key });
    }
  };
  /** Scrolls so that this place of the strip is in the middle. */
  const look = (x: number): void => {
    const element = scroller.current;
    if (element) element.scrollLeft = alongAt(map, layout, modules, x) - element.clientWidth / 2;
  };
  const point = ({ currentTarget, clientX }: PointerEvent): void => {
    const x = clientX - currentTarget.getBoundingClientRect().left;
    if (overview) go(spanAt(map.spans, x));
    else look(x);
  };
  /** The module in the middle of the frame. */
  const current = (): number => {
    if (overview) return at;
    const element = scroller.current;
    const sight = element ? seenOn(map, layout, modules, seen(element)) : { start: 0, end: 0 };
    return spanAt(map.spans, (sight.start + sight.end) / 2);
  };
  const type = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: { readonly [key: string]: number } = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
    const step = steps[event.key];
    const last = modules.length - 1;
    if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(last);
    else if (step !== undefined) go(Math.min(last, Math.max(0, current() + step)));
    else if (event.key === 'Escape' && overview) store.setState({ module: null });
    else return;
    event.preventDefault();
  };
  const layers = network.units.flatMap((unit) => unit.layers).length - 1;
  return (
    <div className="mini-map stage-own" style={{ height }}>
      <p aria-hidden>
        <b>{t('stageTools.overview.layers', { count: layers })}</b>
      </p>
      <div
        ref={track}
        className="mini-map-track"
        role="slider"
        tabIndex={0}
        data-testid="mini-map"
        aria-label={t('stageTools.overview.map')}
        aria-valuemin={overview ? 0 : 1}
        aria-valuemax={modules.length}
        // Of a drawing that is scrolled, they follow without a render.
        aria-valuenow={overview ? at + 1 : undefined}
        aria-valuetext={overview ? (modules[at]?.name ?? t('stageTools.overview.whole')) : undefined}
        onKeyDown={type}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          point(event);
        }}
        onPointerMove={(event) => event.buttons !== 0 && point(event)}
      >
        <svg width={width} height={height - 2 * PADDING} aria-hidden="true">
          <path className="mini-map-line" d={`M0 ${height / 2 - PADDING}H${width}`} />
          <path className="mini-map-filled" d={map.filled} />
          <path className="mini-map-outlined" d={map.outlined} />
        </svg>
        <span ref={frame} className="mini-map-frame" hidden />
      </div>
    </div>
  );
}
