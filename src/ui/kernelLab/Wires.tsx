/**
 * The lines of the flow: from the picture to the planes, and from the responses through the sum into the map, as thick
 * as what each channel adds at the place that is pointed at. They end where the parts stand that carry `data-wire`.
 */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { signed } from './Cells';
import { useShown } from './useLive';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Boxes = ReadonlyMap<string, Box>;

/** Where the parts of an element stand that carry `data-wire`, by its value; measured again when anything moves. */
export function useBoxes(root: RefObject<HTMLElement | null>): Boxes {
  const [boxes, setBoxes] = useState<{ readonly key: string; readonly boxes: Boxes }>({ key: '', boxes: new Map() });
  const measure = (): void => {
    const from = root.current?.getBoundingClientRect();
    if (!from) return;
    const found = [...(root.current?.querySelectorAll<HTMLElement>('[data-wire]') ?? [])].map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [element.dataset.wire ?? '', { x: left - from.left, y: top - from.top, width, height }] as const;
    });
    const key = JSON.stringify(found);
    setBoxes((before) => (before.key === key ? before : { key, boxes: new Map(found) }));
  };
  // Layout effects run after each change that this part renders for; the observer sees all others.
  useLayoutEffect(measure);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it measures whatever is there.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    if (root.current) {
      observer.observe(root.current);
      for (const element of root.current.querySelectorAll('[data-wire]')) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [root]);
  return boxes.boxes;
}

export const middle = ({ y, height }: Box): number => y + height / 2;
export const bend = (x0: number, y0: number, x1: number, y1: number): string => {
  const half = (x0 + x1) / 2;
  return `M${x0} ${y0}C${half} ${y0} ${half} ${y1} ${x1} ${y1}`;
};

/** Widths of the weakest and the strongest wire. */
const [THIN, THICK] = [1, 5];
const APART = 14;

export function Wires({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const boxes = useBoxes(root);
  const { step } = useShown();
  const picture = boxes.get('picture');
  const [sum, feature, activation] = [boxes.get('sum'), boxes.get('feature'), boxes.get('activation')];
  const series = (name: string): readonly Box[] => {
    const all: Box[] = [];
    for (let box = boxes.get(`${name}-0`); box; box = boxes.get(`${name}-${all.length}`)) all.push(box);
    return all;
  };
  const [planes, ends] = [series('plane'), series('end')];
  const sums = step?.sums ?? [];
  const values = step ? [...sums, step.result, step.activated ?? 0] : [];
  const most = values.reduce((all, value) => Math.max(all, Math.abs(value)), 0);
  const width = (value: number | null | undefined): number =>
    THIN + (THICK - THIN) * (most > 0 && Number.isFinite(value) ? Math.abs(value ?? 0) / most : 0);
  const sign = (value: number | null | undefined): string => ((value ?? 0) < 0 ? 'negative' : 'positive');
  return (
    <svg className="kernel-wires" aria-hidden="true">
      {picture &&
        planes.map((plane, k) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a wire is its place.
            key={k}
            d={bend(
              picture.x + picture.width,
              middle(picture) + (k - (planes.length - 1) / 2) * Math.min(APART, picture.height / planes.length),
              plane.x,
              middle(plane),
            )}
          />
        ))}
      {sum &&
        ends.map((end, k) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a wire is its place.
            key={k}
            data-sign={sign(sums[k])}
            style={{ strokeWidth: width(sums[k]) }}
            d={bend(end.x + end.width, middle(end), sum.x, middle(sum) + (k - (ends.length - 1) / 2) * 4)}
          />
        ))}
      {ends.length > 1 &&
        ends.map((end, k) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: a wire is its place.
            key={k}
            x={end.x + end.width + 5}
            y={middle(end) + (k < ends.length / 2 ? -8 : 18)}
            data-sign={Math.sign(sums[k] ?? 0)}
          >
            {signed(step?.sumTexts[k] ?? '')}
          </text>
        ))}
      {sum && feature && (
        <path
          data-sign={sign(step?.result)}
          style={{ strokeWidth: width(step?.result) }}
          d={`M${sum.x + sum.width} ${middle(sum)}H${feature.x}`}
        />
      )}
      {sum && feature && activation && activation.x > feature.x && (
        <path
          data-sign={sign(step?.activated)}
          style={{ strokeWidth: width(step?.activated) }}
          d={`M${feature.x + feature.width} ${middle(sum)}H${activation.x}`}
        />
      )}
    </svg>
  );
}
