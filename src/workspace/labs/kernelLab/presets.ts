/**
 * Kernels worth knowing, each by its formula. They are applied by cross-correlation, as in networks: the entry right of
 * the centre multiplies the pixel right of it.
 */

export interface Preset {
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly values: readonly number[];
}

type Formula = (rows: number, columns: number) => readonly number[];

interface PresetDef {
  /** Whether it is available at any size, or only at its own. */
  readonly scales: boolean;
  /** Smallest side at which it makes sense. */
  readonly least: number;
  readonly formula: Formula;
}

/**
 * Evaluates a function at every entry, given its offset below and right of the centre; of four central entries, the
 * lower right one counts as the centre.
 */
const everywhere =
  (value: (y: number, x: number, rows: number, columns: number) => number): Formula =>
  (rows, columns) =>
    Array.from({ length: rows * columns }, (_, i) =>
      value(Math.floor(i / columns) - Math.floor(rows / 2), (i % columns) - Math.floor(columns / 2), rows, columns),
    );

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const weight = (values: readonly number[]): number => total(values.map(Math.abs));

const identity = everywhere((y, x) => (y === 0 && x === 0 ? 1 : 0));

/** Standard deviation for a side, as in OpenCV's getGaussianKernel. */
const deviationFor = (side: number): number => 0.3 * ((side - 1) / 2 - 1) + 0.8;

const squared = (y: number, x: number, rows: number, columns: number): number => {
  const [down, across] = [y + (rows % 2 === 0 ? 0.5 : 0), x + (columns % 2 === 0 ? 0.5 : 0)];
  return (down / deviationFor(rows)) ** 2 + (across / deviationFor(columns)) ** 2;
};

/** exp(-r^2 / 2) with r in standard deviations, scaled to the sum 1. */
const gaussian: Formula = (rows, columns) => {
  const values = everywhere((...place) => Math.exp(-squared(...place) / 2))(rows, columns);
  const sum = total(values);
  return values.map((value) => value / sum);
};

/**
 * Laplacian of Gaussian, (r^2 - 2) exp(-r^2 / 2), shifted to the sum 0 and scaled to the Laplacian's sum of |values|.
 * Marr and Hildreth, Theory of edge detection (1980).
 */
const laplacianOfGaussian: Formula = (rows, columns) => {
  const values = everywhere((...place) => {
    // Narrower than a blur of the same size, so that it decays to zero within the kernel.
    const r2 = 2.2 * squared(...place);
    return (r2 - 2) * Math.exp(-r2 / 2);
  })(rows, columns);
  const mean = total(values) / values.length;
  const scale = 8 / weight(values.map((value) => value - mean));
  return values.map((value) => (value - mean) * scale);
};

/** 2 identity - gaussian: adds back what a blur removes. */
const unsharp: Formula = (rows, columns) => {
  const blurred = gaussian(rows, columns);
  return identity(rows, columns).map((value, i) => 2 * value - (blurred[i] ?? 0));
};

const scaling = (formula: Formula, least = 2): PresetDef => ({ scales: true, least, formula });
const fixed = (...values: readonly number[]): PresetDef => ({ scales: false, least: 3, formula: () => values });

/** Sobel and Feldman (1968); Prewitt (1970); Scharr (2000); the diagonals are Robinson's compass masks (1977). */
export const presets = {
  identity: scaling(identity, 1),
  shift: scaling(everywhere((y, x) => (y === 0 && x === -1 ? 1 : 0))),
  box: scaling(everywhere((_y, _x, rows, columns) => 1 / (rows * columns))),
  gaussian: scaling(gaussian),
  motion: scaling(everywhere((y, _x, _rows, columns) => (y === 0 ? 1 / columns : 0))),
  sharpen: fixed(0, -1, 0, -1, 5, -1, 0, -1, 0),
  unsharp: scaling(unsharp, 3),
  laplacian: fixed(0, 1, 0, 1, -4, 1, 0, 1, 0),
  laplacianOfGaussian: scaling(laplacianOfGaussian, 5),
  sobelX: fixed(-1, 0, 1, -2, 0, 2, -1, 0, 1),
  sobelY: fixed(-1, -2, -1, 0, 0, 0, 1, 2, 1),
  prewittX: fixed(-1, 0, 1, -1, 0, 1, -1, 0, 1),
  prewittY: fixed(-1, -1, -1, 0, 0, 0, 1, 1, 1),
  scharrX: fixed(-3, 0, 3, -10, 0, 10, -3, 0, 3),
  scharrY: fixed(-3, -10, -3, 0, 0, 0, 3, 10, 3),
  diagonalDown: fixed(0, 1, 2, -1, 0, 1, -2, -1, 0),
  diagonalUp: fixed(2, 1, 0, 1, 0, -1, 0, -1, -2),
  ridgeX: fixed(-1, 2, -1, -1, 2, -1, -1, 2, -1),
  ridgeY: fixed(-1, -1, -1, 2, 2, 2, -1, -1, -1),
  emboss: fixed(-2, -1, 0, -1, 1, 1, 0, 1, 2),
} as const satisfies Record<string, PresetDef>;

export type PresetId = keyof typeof presets;
export const presetIds = Object.keys(presets) as readonly PresetId[];

const worked = new Map<string, Preset>();

/** A preset's kernel as float32 values: at the chosen size if it scales and makes sense there, else at its own. */
export function presetKernel(id: PresetId, rows = 3, columns = rows): Preset {
  const key = `${id} ${rows} ${columns}`;
  const preset = worked.get(key) ?? workOut(presets[id], rows, columns);
  worked.set(key, preset);
  return preset;
}

function workOut({ scales, least, formula }: PresetDef, rows: number, columns: number): Preset {
  const isOwn = !scales || rows < least || columns < least;
  const [down, across] = isOwn ? [least, least] : [rows, columns];
  return { rows: down, columns: across, values: formula(down, across).map(Math.fround) };
}

/** The preset that equals a kernel, or null. */
export function presetOf(values: readonly number[], rows: number, columns: number): PresetId | null {
  const same = (id: PresetId): boolean => {
    const preset = presetKernel(id, rows, columns);
    return preset.rows === rows && preset.columns === columns && preset.values.every((value, i) => value === values[i]);
  };
  return presetIds.find(same) ?? null;
}
