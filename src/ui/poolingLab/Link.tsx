/** An arrow from the window on the map to its numbers. Follows the window without rendering. */
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Cell, Standing } from '../../workspace/labs/pooling/pooling';
import { regionOf } from '../../workspace/labs/pooling/windows';
import { useCellEffect } from './usePooling';

/** In pixels of the view: the map, and where its numbers begin. */
interface Ends {
  readonly left: number;
  readonly top: number;
  readonly pixel: number;
  readonly x: number;
  readonly y: number;
}

/** How far from the numbers the arrow turns. */
const TURN = 26;

export function Link({ standing }: { readonly standing: Standing }) {
  const svg = useRef<SVGSVGElement>(null);
  const line = useRef<SVGPathElement>(null);
  const [ends, setEnds] = useState<Ends | null>(null);
  const { geometry } = standing.pooling;
  useLayoutEffect(() => {
    const view = svg.current?.parentElement;
    const map = view?.querySelector('.pooling-given .pooling-frame');
    const band = view?.querySelector('.pooling-band');
    if (!view || !map || !band) return;
    const measure = (): void => {
      const [all, from, to] = [view, map, band].map((element) => element.getBoundingClientRect());
      if (!all || !from || !to) return;
      const pixel = from.width / geometry.columns;
      setEnds({
        left: from.left - all.left,
        top: from.top - all.top,
        pixel,
        x: to.left - all.left,
        y: to.top - all.top + 48,
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const element of [view, map, band]) observer.observe(element);
    return () => observer.disconnect();
  }, [geometry]);
  const place = useCallback(
    ({ row, column }: Cell): void => {
      if (!ends) return;
      const { rows, columns } = regionOf(geometry, row, column);
      const x = ends.left + columns[1] * ends.pixel + 3;
      const y = ends.top + ((rows[0] + rows[1]) / 2) * ends.pixel;
      line.current?.setAttribute('d', `M${x} ${y}H${ends.x - TURN}V${ends.y}H${ends.x - 3}m-7 -5l7 5l-7 5`);
    },
    [ends, geometry],
  );
  useCellEffect(place);
  return (
    <svg ref={svg} className="pooling-link-line" aria-hidden>
      <path ref={line} />
    </svg>
  );
}
