/**
 * The connections at rest, on a canvas over the stage. Drawn whenever the shares, the places of the maps, the colours or
 * the map under the pointer change, without a render; the old picture fades into the new one.
 */
import { useEffect, useRef } from 'react';
import type { Network } from '../../../workspace/network';
import { layerIn } from '../../../workspace/selection';
import { drawWires, type WireColours } from '../../../workspace/stage/drawWires';
import { createShares } from '../../../workspace/stage/liveShares';
import { css } from '../../../workspace/stage/palette';
import type { StagePixel } from '../../../workspace/stage/pointer';
import { type End, type Place, type Wire, wiresOf } from '../../../workspace/stage/wires';
import { isMotionReduced } from '../../parts/motion';
import { useContrast, usePalette } from '../../parts/usePalette';
import { useWorkspace } from '../../playground';
import { MOVES } from '../useScene';
import '../../styles/wires.css';

interface Props {
  readonly network: Network;
  /** Where maps, cells and classes stand, in the canvas's pixels. The same function until one of them moves. */
  readonly place: Place;
  /** Layers that may have one. */
  readonly shown?: ReadonlySet<string>;
  /** Which way the network flows. */
  readonly direction: 'across' | 'down';
  /** Pixels between two rows of lanes. */
  readonly gap?: number | undefined;
  readonly width: number;
  readonly height: number;
  /** When this changes, the maps are on their way: they are connected where they arrive. */
  readonly moves?: unknown;
}

/** Milliseconds on a class before its votes are weighed. */
const WEIGHED = 140;
/** Device pixels of a canvas at most, so that a long stage stays within what browsers allow. */
const MOST_PIXELS = 2 ** 24;

export function Wires({ network, place, shown, direction, gap, width, height, moves }: Props) {
  const workspace = useWorkspace();
  const { positive, negative } = usePalette();
  // The person has chosen the page's colours: then there is one, and dashes.
  const isForced = useContrast();
  const ref = useRef<HTMLDivElement>(null);
  const moved = useRef(moves);

  useEffect(() => workspace.part(createShares).use(), [workspace]);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const { pointer } = workspace;
    const live = workspace.part(createShares);
    const colour = (own: typeof positive): string => (isForced ? 'CanvasText' : css(own));
    const colours = { positive: colour(positive), negative: colour(negative), isDashed: isForced };
    let pointed = endOf(network, pointer.getState().hover);
    let pending = 0;
    let isThere = moved.current === moves || isMotionReduced();
    moved.current = moves;
    const draw = (): void => {
      pending = 0;
      const { shares } = live.store.getState();
      const wires = shares && isThere ? wiresOf(shares, place, { direction, gap, pointed, shown }) : [];
      paint(element, wires, { width, height, colours });
      element.dataset.count = `${wires.length}`;
      element.dataset.of = shares ? `${shares.of}` : '';
      element.dataset.lead = shares ? `${shares.lead}` : '';
    };
    const ask = (): void => {
      if (isThere) pending ||= requestAnimationFrame(draw);
    };
    const arriving = isThere
      ? undefined
      : setTimeout(() => {
          isThere = true;
          ask();
        }, MOVES);
    let waiting: ReturnType<typeof setTimeout> | undefined;
    /** The connections re-weigh for a class that is pointed at for a moment, or pinned. */
    const weigh = (): void => {
      const { hover, pinned } = pointer.getState();
      const answer = network.blocks.find(({ form }) => form === 'answer');
      const isClass = answer?.layers.some(({ id }) => id === hover?.layer);
      clearTimeout(waiting);
      waiting = setTimeout(() => live.weigh(hover && isClass ? hover.index : pinned), WEIGHED);
    };
    const stops = [
      () => clearTimeout(waiting),
      () => clearTimeout(arriving),
      pointer.subscribe((now, before) => {
        if (
          now.hover?.layer !== before.hover?.layer ||
          now.hover?.index !== before.hover?.index ||
          now.pinned !== before.pinned
        )
          weigh();
      }),
      live.store.subscribe((now, before) => {
        if (now.shares !== before.shares) ask();
      }),
      pointer.subscribe(({ hover }) => {
        const next = endOf(network, hover);
        if (next?.layer === pointed?.layer && next?.channel === pointed?.channel) return;
        pointed = next;
        ask();
      }),
    ];
    draw();
    return () => {
      cancelAnimationFrame(pending);
      for (const stop of stops) stop();
    };
  }, [workspace, network, place, shown, direction, gap, width, height, positive, negative, isForced, moves]);

  return (
    <div ref={ref} className="wires" data-testid="wires" style={{ width, height }} aria-hidden>
      <canvas data-front />
      <canvas />
    </div>
  );
}

/** The map, or the cell of a strip, that a pixel belongs to. */
function endOf({ units }: Network, pixel: StagePixel | null): End | null {
  const layer = pixel && layerIn(units, pixel.layer);
  return layer && { layer: layer.id, channel: layer.form === 'strip' ? pixel.index : pixel.channel };
}

interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly colours: WireColours;
}

/** Draws on the canvas behind, which then comes to the front. */
function paint(element: HTMLElement, wires: readonly Wire[], { width, height, colours }: Sheet): void {
  const [front, back] = [
    element.querySelector('canvas[data-front]'),
    element.querySelector('canvas:not([data-front])'),
  ];
  const context = back instanceof HTMLCanvasElement ? back.getContext('2d') : null;
  if (!context) return;
  const { canvas } = context;
  const ratio = Math.min(window.devicePixelRatio, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, columns, rows);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawWires(context, wires, colours);
  front?.removeAttribute('data-front');
  canvas.setAttribute('data-front', '');
}
