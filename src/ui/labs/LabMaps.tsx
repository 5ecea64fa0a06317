/**
 * Live maps of a lab, laid out by ordinary elements: one canvas lies under all of them, and the lab's engine paints it
 * where each `MapSlot` stands, so maps never leave the device. Put as little else as possible into the same box.
 *
 *   <LabMaps lab={lab} range="layer">
 *     <MapSlot tensor={tensor} plane={0} rows={32} columns={32} group={1} label={t('kernels.featureMap')} />
 *   </LabMaps>
 */
import {
  createContext,
  type HTMLAttributes,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import type { Scene, Tile } from '../../backend/types';
import { copyCanvas, onPaper } from '../../store/paper';
import { type Drawn, paperMaps } from '../../workspace/labs/paperMaps';
import type { Workspace } from '../../workspace/workspace';
import { usePalette } from '../parts/usePalette';
import '../styles/labs.css';

interface Slots {
  /** Adds a slot; the result removes it. */
  add(element: HTMLElement, drawn: Drawn): () => void;
}

const Context = createContext<Slots | null>(null);

/** The most device pixels for the canvas: more would cost more than they show. */
const MOST_PIXELS = 8e6;

/** All whose size decides where an element stands in `box`: the box, what contains the element, what stands beside. */
const around = (element: Element, box: Element): readonly Element[] =>
  element === box || !element.parentElement
    ? [box]
    : [...element.parentElement.children, ...around(element.parentElement, box)];

interface Props {
  readonly lab: Workspace;
  readonly range: Scene['range'];
  readonly className?: string;
  readonly children: ReactNode;
}

export function LabMaps({ lab, range, className = '', children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const slots = useRef(new Map<HTMLElement, Drawn>());
  const pending = useRef(0);
  const palette = usePalette();

  const update = useCallback(() => {
    const frame = box.current?.getBoundingClientRect();
    if (!frame || frame.width === 0 || frame.height === 0) return;
    const { width, height } = frame;
    const tiles = [...slots.current].flatMap(([element, drawn]): Tile[] => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const place = { x: left - frame.left, y: top - frame.top, width, height };
      return width > 0 && height > 0 ? [{ ...drawn, ...place }] : [];
    });
    const pixelRatio = Math.min(window.devicePixelRatio, Math.sqrt(MOST_PIXELS / (width * height)));
    // As large as the canvas will be, which would otherwise be stretched by a part of a pixel.
    for (const [side, size] of [
      ['width', width],
      ['height', height],
    ] as const) {
      if (host.current) host.current.style[side] = `${Math.round(size * pixelRatio) / pixelRatio}px`;
    }
    lab.setScene({ width, height, pixelRatio, tiles, range, palette });
  }, [lab, range, palette]);

  const request = useCallback(() => {
    cancelAnimationFrame(pending.current);
    pending.current = requestAnimationFrame(update);
  }, [update]);
  // A new network needs a scene of its own.
  useEffect(() => lab.store.subscribe(request), [lab, request]);
  useEffect(() => {
    lab.engine.attach(host.current);
    return () => lab.engine.attach(null);
  }, [lab]);
  useLayoutEffect(() => {
    const copy = (): (() => void) => {
      update();
      lab.engine.paintNow();
      const live = host.current?.querySelector('canvas');
      const frame = box.current?.getBoundingClientRect();
      if (!live || !frame) return () => {};
      const scale = live.width / frame.width;
      const copies = [...slots.current.keys()].map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const [x, y] = [scale * (left - frame.left), scale * (top - frame.top)];
        return copyCanvas(live, { x, y, width: scale * width, height: scale * height }, element);
      });
      return () => {
        for (const undo of copies) undo();
      };
    };
    return onPaper({ prepare: (colours) => paperMaps(lab, slots.current, colours), copy });
  }, [lab, update]);
  // A slot moves when anything around it becomes larger or smaller, comes or goes.
  useLayoutEffect(() => {
    const all = box.current;
    if (!all) return;
    const sizes = new ResizeObserver(request);
    const watch = (): void => {
      sizes.disconnect();
      const elements = [...slots.current.keys()].flatMap((element) => around(element, all));
      for (const element of new Set(elements).add(all)) sizes.observe(element);
    };
    const children = new MutationObserver(watch);
    children.observe(all, { childList: true, subtree: true });
    watch();
    return () => {
      sizes.disconnect();
      children.disconnect();
      cancelAnimationFrame(pending.current);
    };
  }, [request]);

  const context = useMemo<Slots>(
    () => ({
      add(element, drawn) {
        slots.current.set(element, drawn);
        request();
        return () => {
          slots.current.delete(element);
          request();
        };
      },
    }),
    [request],
  );
  return (
    <div ref={box} className={`lab-maps ${className}`}>
      <div ref={host} className="lab-canvas" aria-hidden />
      <Context.Provider value={context}>{children}</Context.Provider>
    </div>
  );
}

interface SlotProps extends Partial<Omit<Drawn, 'tensor' | 'plane' | 'rows' | 'columns' | 'group'>> {
  readonly tensor: Drawn['tensor'];
  readonly plane: number;
  readonly rows: number;
  readonly columns: number;
  /** Maps of one group share a range under `layer`. */
  readonly group: number;
  readonly label: string;
}

/** The place of one map. Further attributes (pointer handlers, a tab index) go to its element. */
export function MapSlot({
  tensor,
  plane,
  rows,
  columns,
  group,
  label,
  colour = 'signed',
  scale = 1,
  shift = 0,
  ...rest
}: SlotProps & Omit<HTMLAttributes<HTMLDivElement>, 'children'>) {
  const slots = useContext(Context);
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!slots || !element.current) return;
    return slots.add(element.current, { tensor, plane, rows, columns, group, colour, scale, shift });
  }, [slots, tensor, plane, rows, columns, group, colour, scale, shift]);
  return (
    <div
      ref={element}
      className="map-slot"
      role="img"
      aria-label={label}
      style={{ aspectRatio: `${columns} / ${rows}` }}
      {...rest}
    />
  );
}
