/** Lines between the layers of the stack, and over them the funnel of what one value has seen. */
import type { RefObject } from 'react';
import { depthOf, firstChannel, type LayerShape } from '../../workspace/labs/kernelLab/design';
import type { Region } from '../../workspace/player/sweep';
import { type Box, bend, middle, useBoxes } from './Wires';

interface Props {
  readonly root: RefObject<HTMLElement | null>;
  readonly layers: readonly LayerShape[];
  /** The value that is looked at. */
  readonly layer: number;
  readonly filter: number;
  /** What it has seen of the picture and of each layer's maps; null: nothing. */
  readonly regions: readonly (Region | null)[];
  readonly sizes: readonly ({ readonly rows: number; readonly columns: number } | null | undefined)[];
}

const part = (box: Box, { top, left, bottom, right }: Region, rows: number, columns: number): Box => ({
  x: box.x + (left * box.width) / columns,
  y: box.y + (top * box.height) / rows,
  width: ((right - left + 1) * box.width) / columns,
  height: ((bottom - top + 1) * box.height) / rows,
});

const right = ({ x, width }: Box): number => x + width;

export function Funnel({ root, layers, layer, filter, regions, sizes }: Props) {
  const boxes = useBoxes(root);
  const seen = (level: number, map: number): Box | null => {
    const [box, region, size] = [boxes.get(`map-${level}-${map}`), regions[level], sizes[level]];
    return box && region && size ? part(box, region, size.rows, size.columns) : null;
  };
  const mapsAt = (level: number): number => (level === 0 ? 1 : (layers[level - 1]?.filters ?? 1));
  /** Which maps of a level the value that is looked at reads. */
  const reads = (level: number): readonly number[] => {
    const above = layers[level];
    if (level === layer + 1) return [filter];
    if (level === 0 || !above || level !== layer) return Array.from({ length: mapsAt(level) }, (_, map) => map);
    const first = firstChannel(above, filter);
    return Array.from({ length: depthOf(above) }, (_, k) => first + k);
  };
  const funnels: { readonly key: string; readonly from: Box; readonly to: Box }[] = [];
  for (let level = 0; level <= layer; level++) {
    for (const a of reads(level)) {
      for (const b of reads(level + 1)) {
        const [from, to] = [seen(level, a), seen(level + 1, b)];
        // In one column there is no way across.
        if (from && to && right(from) < to.x) funnels.push({ key: `${level} ${a} ${b}`, from, to });
      }
    }
  }
  const wires: string[] = [];
  layers.forEach((own, index) => {
    const isOne = own.filters === 1;
    const kernels = Array.from({ length: isOne ? depthOf(own) : own.filters }, (_, k) =>
      boxes.get(`kernel-${index + 1}-${k}`),
    );
    kernels.forEach((kernel, k) => {
      const from = boxes.get(`map-${index}-${isOne && index > 0 ? k : 0}`);
      const to = boxes.get(`map-${index + 1}-${isOne ? 0 : k}`);
      if (!kernel || !from || !to || right(from) > kernel.x || right(kernel) > to.x) return;
      const sources =
        isOne || index === 0
          ? [from]
          : Array.from({ length: mapsAt(index) }, (_, map) => boxes.get(`map-${index}-${map}`));
      for (const source of sources) {
        if (!source) continue;
        const spread = index === 0 ? (k - (kernels.length - 1) / 2) * 12 : 0;
        wires.push(bend(right(source), middle(source) + spread, kernel.x, middle(kernel)));
      }
      wires.push(
        bend(right(kernel), middle(kernel), to.x, middle(to) + (isOne ? (k - (kernels.length - 1) / 2) * 5 : 0)),
      );
    });
  });
  return (
    <svg className="kernel-wires" aria-hidden="true">
      {wires.map((d) => (
        <path key={d} d={d} />
      ))}
      {funnels.map(({ key, from, to }) => (
        <g key={key} className="funnel">
          <path
            className="area"
            d={`M${right(from)} ${from.y}L${to.x} ${to.y}V${to.y + to.height}L${right(from)} ${from.y + from.height}Z`}
          />
          <path
            d={`M${right(from)} ${from.y}L${to.x} ${to.y}M${right(from)} ${from.y + from.height}L${to.x} ${to.y + to.height}`}
          />
        </g>
      ))}
    </svg>
  );
}
