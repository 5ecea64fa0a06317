/**
 * Pen paths as short texts: points in hundredths of a frame, `/` after a corner, `|` between strokes. Between corners
 * runs a smooth curve through the points.
 */
export type PathPoint = readonly [x: number, y: number];

/** Points from each of a path's to the next, as close as a pointer's moves. */
const STEPS = 6;

/** A vector sum: each point times its factor. */
const sum = (...terms: readonly (readonly [factor: number, point: PathPoint])[]): PathPoint => [
  terms.reduce((total, [factor, [x]]) => total + factor * x, 0),
  terms.reduce((total, [factor, [, y]]) => total + factor * y, 0),
];

/**
 * The curve from `b` to `c` on the way from `a` to `d`, without `c`: centripetal Catmull-Rom, which makes no loops
 * between unevenly spaced points (Yuksel, Schaefer and Keyser 2011, Parameterization and applications of Catmull-Rom
 * curves), in Hermite form.
 */
function curve(a: PathPoint, b: PathPoint, c: PathPoint, d: PathPoint): PathPoint[] {
  const root = (from: PathPoint, to: PathPoint): number => Math.sqrt(Math.hypot(to[0] - from[0], to[1] - from[1]));
  const [ab, bc, cd] = [root(a, b), root(b, c), root(c, d)];
  const way = sum([1, c], [-1, b]);
  const start = sum([1, way], [bc / ab, b], [-bc / ab, a], [-bc / (ab + bc), c], [bc / (ab + bc), a]);
  const end = sum([1, way], [bc / cd, d], [-bc / cd, c], [-bc / (bc + cd), d], [bc / (bc + cd), b]);
  return Array.from({ length: STEPS }, (_, k) => {
    const t = k / STEPS;
    const at = t * t * (3 - 2 * t);
    return sum([1 - at, b], [t * (1 - t) ** 2, start], [at, c], [t * t * (t - 1), end]);
  });
}

/** The smooth curve through points, without the last: beyond its ends it goes on as if mirrored. */
function smooth(points: readonly PathPoint[]): PathPoint[] {
  const [first, second] = points;
  const [beforeLast, last] = points.slice(-2);
  if (!first || !second || !beforeLast || !last) return [];
  const all = [sum([2, first], [-1, second]), ...points, sum([2, last], [-1, beforeLast])];
  return all
    .slice(3)
    .flatMap((d, i) => curve(all[i] as PathPoint, all[i + 1] as PathPoint, all[i + 2] as PathPoint, d));
}

/** The curves of one stroke, each a list of the points it passes through; the next begins where one ends. */
export type PathCurves = readonly (readonly PathPoint[])[];

/** The strokes of a path as its text gives them, before they are made smooth. */
export function parsePath(path: string): PathCurves[] {
  return path.split(' | ').map((stroke) => {
    let corner: PathPoint[] = [];
    return stroke.split(' / ').map((text) => {
      const points = [
        ...corner,
        ...text.split(', ').map((pair): PathPoint => {
          const [x = 0, y = 0] = pair.split(' ').map(Number);
          return [x, y];
        }),
      ];
      corner = points.slice(-1);
      return points;
    });
  });
}

/** A stroke's points, close together. */
export const tracePath = (curves: PathCurves): PathPoint[] => [
  ...curves.flatMap(smooth),
  ...(curves.at(-1)?.slice(-1) ?? []),
];
