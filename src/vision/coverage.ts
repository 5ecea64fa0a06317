/**
 * Anti-aliased polygon filling without a canvas, so that the page, workers, training and tests draw identical pixels.
 *
 * Every edge adds, to each pixel it crosses, the signed area it cuts off to its right; a running sum along each row
 * then gives winding number times coverage, exact for straight edges. (The signed-area accumulation of font rasterisers
 * such as libart and font-rs.) Where outlines overlap themselves the winding exceeds one and is clamped to one: the
 * non-zero rule, except in partly covered pixels.
 */

/** Pixels touched by a fill: columns left .. right - 1 of rows top .. bottom - 1. */
export interface Touched {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class Coverage {
  private readonly cells: Float32Array;
  private readonly pitch: number;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    // Two extra columns: an edge at the right border writes to the cell after it.
    this.pitch = width + 2;
    this.cells = new Float32Array(this.pitch * height);
  }

  /**
   * Fills a closed polygon (vertices times `scale` are pixels, pixel edges at integers) and calls `paint(index,
   * coverage)` once per covered pixel, with 0 < coverage <= 1. Parts outside are clipped. The polygon needs at least
   * three vertices, all finite.
   */
  fill(
    polygon: readonly (readonly [x: number, y: number])[],
    scale: number,
    paint: (index: number, coverage: number) => void,
  ): Touched {
    const touched: Touched = { left: this.width, top: this.height, right: 0, bottom: 0 };
    let from = polygon[polygon.length - 1];
    if (from === undefined || polygon.length < 3) return touched;
    for (const to of polygon) {
      this.edge(from[0] * scale, from[1] * scale, to[0] * scale, to[1] * scale, touched);
      from = to;
    }
    this.sweep(touched, paint);
    return touched;
  }

  /** Clips an edge to the rows; where it overhangs the sides, replaces it by vertical pieces along the border. */
  private edge(x0: number, y0: number, x1: number, y1: number, touched: Touched): void {
    if (y0 === y1) return;
    const sign = y0 < y1 ? 1 : -1;
    const [ax, ay, bx, by] = sign > 0 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    // Fractions of a length, never slopes, which overflow where an edge is nearly level or a row nearly empty.
    const xAt = (y: number): number => ax + (bx - ax) * ((y - ay) / (by - ay));
    const top = Math.max(0, ay);
    const bottom = Math.min(this.height, by);
    if (top >= bottom) return;
    touched.top = Math.min(touched.top, Math.floor(top));
    touched.bottom = Math.max(touched.bottom, Math.ceil(bottom));
    touched.left = Math.max(0, Math.min(touched.left, Math.floor(Math.min(ax, bx))));
    touched.right = Math.min(this.width, Math.max(touched.right, Math.ceil(Math.max(ax, bx))));
    for (let row = Math.floor(top); row < bottom; row++) {
      const y = Math.max(top, row);
      const end = Math.min(bottom, row + 1);
      this.span(row, xAt(y), xAt(end), sign * (end - y));
    }
  }

  /** The part of an edge within one row, from x to `end`; `rise` is its signed height, at most 1. */
  private span(row: number, x: number, end: number, rise: number): void {
    const { cells, pitch, width } = this;
    const start = row * pitch;
    const begin = Math.min(x, end);
    const length = Math.abs(end - x);
    // To the left of the picture, an edge covers the whole row to its right; to the right of it, nothing.
    if (begin < 0) {
      const outside = begin + length <= 0 ? 1 : -begin / length;
      cells[start] = (cells[start] as number) + rise * outside;
    }
    const low = Math.max(0, begin);
    const high = Math.min(width, begin + length);
    if (low >= width || high < 0 || (high === 0 && begin < 0)) return;
    const first = Math.floor(low);
    if (high <= first + 1) {
      this.add(start + first, length > 0 ? rise * ((high - low) / length) : rise, (low + high) / 2 - first);
      return;
    }
    for (let column = first; column < high; column++) {
      const from = Math.max(low, column);
      const to = Math.min(high, column + 1);
      this.add(start + column, rise * ((to - from) / length), (from + to) / 2 - column);
    }
  }

  /** Spreads a rise over a cell, covered to the right of `mean` (0..1), and the cell after it. */
  private add(cell: number, rise: number, mean: number): void {
    const { cells } = this;
    cells[cell] = (cells[cell] as number) + rise * (1 - mean);
    cells[cell + 1] = (cells[cell + 1] as number) + rise * mean;
  }

  /** Sums each row, paints, and clears the cells for the next fill. */
  private sweep({ left, top, right, bottom }: Touched, paint: (index: number, coverage: number) => void): void {
    const { cells, pitch, width } = this;
    for (let y = top; y < bottom; y++) {
      const row = y * pitch;
      let winding = 0;
      for (let x = left; x < right; x++) {
        winding += cells[row + x] as number;
        const coverage = Math.min(1, Math.abs(winding));
        // Float32 sums leave residue where the winding returns to zero.
        if (coverage > 1e-4) paint(y * width + x, coverage);
      }
      cells.fill(0, row, row + pitch);
    }
  }
}
