/**
 * GPU passes of pooling, and the choice between their forms.
 *
 * Small windows that lie within the picture are unrolled (`strip`): several neighbours per invocation on a software
 * adapter, where computing the index costs more than a window; one on hardware, where neighbouring invocations should
 * read neighbouring pixels. All other windows are looped over (`forward`). Backwards, windows that do not overlap store
 * their pixels' gradients (`cells`); otherwise each pixel gathers its own from the windows that hold it (`gradient`).
 */
import cells from '../../../shaders/pool2d/cells.wgsl?raw';
import forward from '../../../shaders/pool2d/forward.wgsl?raw';
import global from '../../../shaders/pool2d/global.wgsl?raw';
import globalAlone from '../../../shaders/pool2d/globalAlone.wgsl?raw';
import globalGradient from '../../../shaders/pool2d/globalGradient.wgsl?raw';
import gradient from '../../../shaders/pool2d/gradient.wgsl?raw';
import stripSource from '../../../shaders/pool2d/strip.wgsl?raw';
import window from '../../../shaders/pool2d/window.wgsl?raw';
import wins from '../../../shaders/pool2d/wins.wgsl?raw';
import type { GpuPass, Target } from '../kernel';
import { lib, perGroup, perItem } from './pass';

type Params = {
  readonly [K in
    | 'planes'
    | 'inHeight'
    | 'inWidth'
    | 'outHeight'
    | 'outWidth'
    | 'windowHeight'
    | 'windowWidth'
    | 'strideY'
    | 'strideX'
    | 'padTop'
    | 'padLeft'
    | 'dilationY'
    | 'dilationX'
    | 'kind']: number;
};

/** Most pixels in a window, and outputs in a strip, that are unrolled. */
const MOST = { pixels: 16, strip: 8 };

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

function isWithin(p: Params): boolean {
  const reach = (out: number, stride: number, window: number, dilation: number): number =>
    (out - 1) * stride + (window - 1) * dilation;
  return (
    p.padTop === 0 &&
    p.padLeft === 0 &&
    reach(p.outHeight, p.strideY, p.windowHeight, p.dilationY) < p.inHeight &&
    reach(p.outWidth, p.strideX, p.windowWidth, p.dilationX) < p.inWidth
  );
}

/** `pool(corner, output)`: `strip` windows in a row, from where the first begins in x to where its output goes in y. */
function stripText(p: Params, strip: number): string {
  const columns = range(strip).map((a) => range(p.windowWidth).map((v) => a * p.strideX + v * p.dilationX));
  const loads = range(p.windowHeight).flatMap((u) =>
    [...new Set(columns.flat())].map((q) => `let x${u}_${q} = getX(corner + ${u * p.dilationY * p.inWidth + q}u);`),
  );
  const join = (a: string, b: string): string =>
    p.kind === 1 ? `${a} + ${b}` : `${p.kind === 0 ? 'larger' : 'smaller'}(${a}, ${b})`;
  const stores = columns.map((window, a) => {
    const all = range(p.windowHeight).flatMap((u) => window.map((q) => `x${u}_${q}`));
    const pooled = all.reduce(join);
    return `setY(output + ${a}u, ${p.kind === 1 ? `(${pooled}) / ${all.length}.0` : pooled});`;
  });
  return `fn pool(corner: u32, output: u32) {\n${[...loads, ...stores].join('\n')}\n}\n`;
}

/** Null where the windows cannot be unrolled. */
function stripPasses(p: Params, target: Target): readonly GpuPass[] | null {
  if (p.windowHeight * p.windowWidth > MOST.pixels || !isWithin(p)) return null;
  const most = target === 'hardware' ? 1 : MOST.strip;
  const strips = Math.ceil(p.outWidth / most);
  const strip = Math.ceil(p.outWidth / strips);
  const source = lib.numbers + stripText(p, strip) + stripSource;
  return [perItem('pool2d/strip', source, p.planes * p.outHeight * strips, { strip, strips }, target)];
}

export const pool2dPasses = (p: Params, _connected: readonly boolean[], target: Target): readonly GpuPass[] =>
  stripPasses(p, target) ?? [
    perItem('pool2d', lib.numbers + wins + window + forward, p.planes * p.outHeight * p.outWidth),
  ];

/** `spread(plane, row, column, gy)`: gx of the cell whose first pixel is at (row, column) of the plane. */
function spreadText(p: Params): string {
  const at = (u: number, v: number): string => `plane + (row + ${u}u) * inWidth + column + ${v}u`;
  const window = range(p.windowHeight).flatMap((u) => range(p.windowWidth).map((v) => [u, v] as const));
  const search =
    p.kind === 1
      ? [`let share = gy / ${window.length}.0;`]
      : [
          'var winner = 0u;',
          `var best = getX(${at(0, 0)});`,
          ...window.slice(1).map(([u, v], k) => {
            return `{ let x = getX(${at(u, v)}); if (wins(x, best)) { winner = ${k + 1}u; best = x; } }`;
          }),
        ];
  const stores = range(p.strideY).flatMap((u) =>
    range(p.strideX).map((v) => {
      const k = u < p.windowHeight && v < p.windowWidth ? u * p.windowWidth + v : null;
      const value = k === null ? '0.0' : p.kind === 1 ? 'share' : `select(0.0, gy, winner == ${k}u)`;
      const beyond = [
        p.inHeight % p.strideY > 0 ? `row + ${u}u < inHeight` : '',
        p.inWidth % p.strideX > 0 ? `column + ${v}u < inWidth` : '',
      ].filter((condition) => condition !== '');
      const store = `setGx(${at(u, v)}, ${value});`;
      return beyond.length > 0 ? `if (${beyond.join(' && ')}) { ${store} }` : store;
    }),
  );
  return `fn spread(plane: u32, row: u32, column: u32, gy: f32) {\n${[...search, ...stores].join('\n')}\n}\n`;
}

/** Whether every pixel belongs to one window at most, so that a window's gradient can be stored from its pixels. */
const isApart = (p: Params): boolean =>
  isWithin(p) &&
  p.strideY * p.strideX <= MOST.pixels &&
  p.windowHeight <= p.strideY &&
  p.windowWidth <= p.strideX &&
  p.dilationY * p.dilationX === 1;

export function pool2dGradientPasses(p: Params, _connected: readonly boolean[], target: Target): readonly GpuPass[] {
  if (isApart(p)) {
    const items = p.planes * Math.ceil(p.inHeight / p.strideY) * Math.ceil(p.inWidth / p.strideX);
    return [perItem('pool2d/cells', lib.numbers + wins + spreadText(p) + cells, items, {}, target)];
  }
  return [perItem('pool2d/gradient', lib.numbers + wins + window + gradient, p.planes * p.inHeight * p.inWidth)];
}

type Planes = { readonly planes: number };

export const globalPoolPasses = (
  { planes }: Planes,
  _connected: readonly boolean[],
  target: Target,
): readonly GpuPass[] => [
  target === 'hardware'
    ? perGroup('pool2d/global', lib.reduce + global, planes)
    : perItem('pool2d/globalAlone', lib.numbers + globalAlone, planes, {}, target),
];

export const globalPoolGradientPasses = ({ planes }: Planes): readonly GpuPass[] => [
  perGroup('pool2d/globalGradient', lib.numbers + wins + globalGradient, planes),
];
