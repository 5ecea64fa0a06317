/**
 * The ten digits as a person would draw them: strokes of points on the pad, 0 to 1 from its left and top.
 */
import type { Point } from './playground';

/** Points on an ellipse, from one angle to another in degrees: 0 is right, 90 down. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Point[] {
  const steps = 16;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

export const digitStrokes: readonly (readonly (readonly Point[])[])[] = [
  [arc(0.5, 0.5, 0.17, 0.28, -90, 270)],
  [
    [
      [0.53, 0.2],
      [0.47, 0.8],
    ],
  ],
  [[...arc(0.5, 0.34, 0.17, 0.14, -160, 40), [0.33, 0.78], [0.7, 0.78]]],
  [[...arc(0.47, 0.35, 0.17, 0.15, -150, 90), ...arc(0.47, 0.65, 0.19, 0.15, -90, 150)]],
  [
    [
      [0.38, 0.2],
      [0.32, 0.52],
      [0.68, 0.52],
    ],
    [
      [0.64, 0.22],
      [0.6, 0.82],
    ],
  ],
  [[[0.66, 0.2], [0.4, 0.2], [0.38, 0.46], ...arc(0.47, 0.62, 0.19, 0.17, -100, 130)]],
  [[[0.6, 0.18], [0.42, 0.4], ...arc(0.5, 0.64, 0.15, 0.16, 180, -180)]],
  [
    [
      [0.3, 0.22],
      [0.7, 0.22],
      [0.46, 0.82],
    ],
  ],
  [[...arc(0.5, 0.35, 0.13, 0.14, 90, -270), ...arc(0.5, 0.66, 0.16, 0.17, -90, 270)]],
  [[...arc(0.5, 0.36, 0.15, 0.15, 0, -360), [0.6, 0.82]]],
];
