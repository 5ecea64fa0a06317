/**
 * Two stacked canvases: a picture, redrawn only when it changes, and what moves over it. Both are as sharp as the
 * screen. While nothing changes, nothing is drawn and no frame requested.
 */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { type ElementSize, useElementSize } from '../parts/useElementSize';

export type Draw = (context: CanvasRenderingContext2D, size: ElementSize) => void;
/** Draws the moving part at a time of performance.now(); returns whether it is still moving. */
export type DrawMoving = (context: CanvasRenderingContext2D, size: ElementSize, now: number) => boolean;

interface Props {
  /** The height of both for the available width. */
  readonly heightFor: (width: number) => number;
  /** Must stay the same function while the picture is the same. */
  readonly picture: Draw;
  readonly moving: DrawMoving;
  readonly children?: ReactNode;
}

/** A canvas context in CSS pixels, cleared. */
function cleared(canvas: HTMLCanvasElement | null, { width, height }: ElementSize): CanvasRenderingContext2D | null {
  const context = canvas?.getContext('2d');
  if (!canvas || !context || width === 0 || height === 0) return null;
  const ratio = window.devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

export function LayeredCanvas({ heightFor, picture, moving, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(box);
  useLayoutEffect(() => {
    const context = cleared(below.current, size);
    if (context) picture(context, size);
  }, [picture, size]);
  useLayoutEffect(() => {
    let asked = 0;
    const draw = (): void => {
      const context = cleared(above.current, size);
      if (context && moving(context, size, performance.now())) asked = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(asked);
  }, [moving, size]);
  return (
    <div ref={box} className="player-canvas" style={{ height: heightFor(size.width) }}>
      <canvas ref={below} aria-hidden />
      <canvas ref={above} aria-hidden />
      {children}
    </div>
  );
}
