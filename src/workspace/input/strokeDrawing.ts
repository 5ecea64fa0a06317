/** The pad's picture: the same stroke outlines that the network's input is rasterised from. */
import { type Stroke, strokeOutline } from '../gesture';

/** Draws strokes on a square canvas of `side` device pixels; an eraser clears what lies below it. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  side: number,
  colour: string,
): void {
  context.globalCompositeOperation = 'source-over';
  context.clearRect(0, 0, side, side);
  context.fillStyle = colour;
  for (const stroke of strokes) {
    context.globalCompositeOperation = stroke.eraser ? 'destination-out' : 'source-over';
    context.beginPath();
    for (const [x, y] of strokeOutline(stroke)) context.lineTo(x * side, y * side);
    context.closePath();
    context.fill('nonzero');
  }
}
