/** Draws wires on a canvas; allocates nothing. */
import type { Wire } from './wires';

export interface WireColours {
  /** What adds to the lead, and what takes away. */
  readonly positive: string;
  readonly negative: string;
  /** Dashes for what takes away, where both colours are the same. */
  readonly isDashed: boolean;
}

/** What passes beside other lanes is paler. */
const PALER = 0.42;
const DASHES = [4, 3];
const SOLID: number[] = [];

/** In the wires' coordinates; the caller has cleared the canvas and set its transform. */
export function drawWires(context: CanvasRenderingContext2D, wires: readonly Wire[], colours: WireColours): void {
  const { positive, negative, isDashed } = colours;
  context.lineCap = 'butt';
  for (const { share, width, opacity, path, passing } of wires) {
    context.strokeStyle = share < 0 ? negative : positive;
    context.lineWidth = width;
    context.setLineDash(isDashed && share < 0 ? DASHES : SOLID);
    for (let i = 0; i + 7 < path.length; i += 6) {
      context.globalAlpha = opacity * (passing.includes(i / 6) ? PALER : 1);
      context.beginPath();
      context.moveTo(path[i] as number, path[i + 1] as number);
      context.bezierCurveTo(
        path[i + 2] as number,
        path[i + 3] as number,
        path[i + 4] as number,
        path[i + 5] as number,
        path[i + 6] as number,
        path[i + 7] as number,
      );
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.setLineDash(SOLID);
}
