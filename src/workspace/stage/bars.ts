/** Layers without maps as bars about an axis: what is silent on one side of it, what speaks on the other. */
import type { Palette } from '../../backend/types';
import type { TensorId } from '../../kernels/kernel';
import type { StageLayer } from './layers';
import type { StageLayout } from './layout';
import { css } from './palette';
import type { Box } from './pointer';

/** The bars of one block, in the stage's pixels. */
export interface BarChart extends Box {
  /** Its values before the activation function, which keeps those on the far side of the axis. */
  readonly layer: StageLayer;
  readonly isAcross: boolean;
  /** Where the axis stands along the box: between what is read and what is passed on, or in the middle of one lane. */
  readonly axis: number;
}

export function barCharts({ blocks, lanes, direction }: StageLayout): readonly BarChart[] {
  return blocks.flatMap(({ block }): BarChart[] => {
    const own = lanes.filter(({ layer, drawn }) => drawn === 'bars' && block.layers.includes(layer));
    const layer = own[0]?.layer;
    if (!layer) return [];
    const [x, y] = [Math.min(...own.map((lane) => lane.x)), Math.min(...own.map((lane) => lane.y))];
    const width = Math.max(...own.map((lane) => lane.x + lane.width)) - x;
    const height = Math.max(...own.map((lane) => lane.y + lane.height)) - y;
    const isAcross = direction === 'across';
    const axis = (own.length > 1 ? 1 - 1 / own.length : 0.5) * (isAcross ? width : height);
    return [{ layer, isAcross, axis, x, y, width, height }];
  });
}

/** The part of a canvas that bars are drawn with. */
type Brush = Pick<CanvasRenderingContext2D, 'fillStyle' | 'globalAlpha' | 'fillRect'>;

export interface BarColours {
  readonly silent: string;
  readonly speaks: string;
  readonly line: string;
}

export const barColours = ({ negative, positive, ink }: Palette): BarColours => ({
  silent: css(negative),
  speaks: css(positive),
  line: css(ink),
});

/** Draws at the chart's place in the context's coordinates; allocates nothing. */
export function drawBars(
  context: Brush,
  { layer, isAcross, axis, x, y, width, height }: BarChart,
  values: Float32Array,
  { silent, speaks, line }: BarColours,
): void {
  const [length, breadth] = isAcross ? [width, height] : [height, width];
  const pitch = breadth / layer.rows;
  const thickness = Math.max(1, pitch * 0.72);
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  const before = most > 0 ? axis / most : 0;
  const after = most > 0 ? (length - axis) / most : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const across = i * pitch + (pitch - thickness) / 2;
    const along = value < 0 ? axis + value * before : axis;
    const size = value < 0 ? -value * before : value * after;
    context.globalAlpha = value < 0 ? 0.3 : 1;
    context.fillStyle = value < 0 ? silent : speaks;
    if (isAcross) context.fillRect(x + along, y + across, size, thickness);
    else context.fillRect(x + across, y + along, thickness, size);
  }
  context.globalAlpha = 0.7;
  context.fillStyle = line;
  if (isAcross) context.fillRect(x + axis - 0.5, y, 1, height);
  else context.fillRect(x, y + axis - 0.5, width, 1);
  context.globalAlpha = 1;
}

/** What the bars on the page show, for a picture that cannot wait for values: those of one run, by tensor. */
export interface ShownBars {
  version: number;
  readonly values: Map<TensorId, Float32Array>;
}

/** `workspace.part(createShownBars)`. */
export const createShownBars = (): ShownBars => ({ version: 0, values: new Map() });

/** Keeps a copy; allocates only for another size. */
export function keepBars(shown: ShownBars, version: number, tensor: TensorId, values: Float32Array): void {
  shown.version = version;
  const kept = shown.values.get(tensor);
  if (kept?.length === values.length) kept.set(values);
  else shown.values.set(tensor, values.slice());
}
