/**
 * A drawing as text for an address: base64url of bytes that encode each stroke's pen, and its points on the grid of
 * vision/strokes, where the page keeps them, so that decoding restores the same drawing. A point is encoded as its
 * distance from the extrapolated last step, which usually fits a byte because a hand moves smoothly.
 *
 *   byte 0      1, the version of the format
 *   a stroke    pen (thickness | eraser << 2 | pressed << 3 | thinned << 4), point count, x and y of the first point
 *   a point     0..224: dx, dy of -7..7; 225..254 and a byte: of -43..43; 255: dx and dy as integers
 *   pressure    of a pressed stroke, a byte after each point
 *
 * Integers have seven bits per byte, the lowest first; signed ones are in zigzag order. A thinned stroke has only the
 * points where the pen turns, each as its distance from the last; vision/thin fills in the lines between them.
 */
import { fromBase64url, toBase64url } from '../../core/base64url';
import { GRID, PRESSURES, type Stroke, type StrokePoint } from '../../vision/strokes';
import { filled, thinned } from '../../vision/thin';
import { thicknesses, thicknessNames } from '../gesture';

const FORM = 1;
/** Longest text for a link: mail and chat truncate longer ones. */
const LONGEST = 4000;
/** How far a line may move when a drawing is thinned, as shares of the pen's width; the first that fits is used. */
const tolerances = [1 / 64, 1 / 32, 1 / 16] as const;
/** Most points accepted when reading: a short text must not keep the page busy for long. */
const MOST_POINTS = 50_000;
/** Points may lie beyond the pad's edge, but no further than its width. */
const FURTHEST = 2 * GRID;

const ERASER = 4;
const PRESSED = 8;
const THINNED = 16;
const NEAR = 7;
const FAR = 43;
const SMALL = (2 * NEAR + 1) ** 2;
const ESCAPE = 255;

const within = (reach: number, ...values: readonly number[]): boolean =>
  values.every((value) => Math.abs(value) <= reach);

class Writer {
  private readonly bytes: number[] = [FORM];

  byte(value: number): void {
    this.bytes.push(value);
  }

  integer(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.byte(128 + (rest % 128));
    this.byte(rest);
  }

  signed(value: number): void {
    this.integer(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Distance of a point from its expected position. */
  step(dx: number, dy: number): void {
    if (within(NEAR, dx, dy)) this.byte((dx + NEAR) * (2 * NEAR + 1) + dy + NEAR);
    else if (within(FAR, dx, dy)) {
      const value = (dx + FAR) * (2 * FAR + 1) + dy + FAR;
      this.byte(SMALL + (value >> 8));
      this.byte(value & 255);
    } else {
      this.byte(ESCAPE);
      this.signed(dx);
      this.signed(dy);
    }
  }

  text(): string {
    return toBase64url(this.bytes);
  }
}

/** Truncated bytes, or numbers that no drawing has. */
class Nonsense extends Error {}

class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Nonsense();
    this.at += 1;
    return byte;
  }

  integer(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 28; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
    throw new Nonsense();
  }

  signed(): number {
    const value = this.integer();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  step(): readonly [dx: number, dy: number] {
    const first = this.byte();
    if (first === ESCAPE) return [this.signed(), this.signed()];
    if (first < SMALL) return [Math.floor(first / (2 * NEAR + 1)) - NEAR, (first % (2 * NEAR + 1)) - NEAR];
    const value = (first - SMALL) * 256 + this.byte();
    return [Math.floor(value / (2 * FAR + 1)) - FAR, (value % (2 * FAR + 1)) - FAR];
  }
}

type GridPoint = readonly [x: number, y: number, pressure: number];

/** A point in whole steps of the grid and of pressure; none if it is far off the pad. */
function onGrid({ x, y, pressure }: StrokePoint): readonly GridPoint[] {
  const [column, row] = [Math.round(x * GRID), Math.round(y * GRID)];
  const pressed = Number.isFinite(pressure) ? Math.min(1, Math.max(0, pressure)) : 0.5;
  return within(FURTHEST, column, row) ? [[column, row, Math.round(pressed * PRESSURES)]] : [];
}

function writeStroke(writer: Writer, { points, thickness, eraser }: Stroke, isThinned: boolean): void {
  const all = points.flatMap(onGrid);
  const [first, ...others] = all;
  if (!first) return;
  const nearest = thicknessNames.reduce((best, name) =>
    Math.abs(thicknesses[name] - thickness) < Math.abs(thicknesses[best] - thickness) ? name : best,
  );
  const isPressed = all.some(([, , pressure]) => pressure !== PRESSURES / 2);
  const marks = (eraser ? ERASER : 0) + (isPressed ? PRESSED : 0) + (isThinned ? THINNED : 0);
  writer.byte(thicknessNames.indexOf(nearest) + marks);
  writer.integer(all.length);
  let [x, y] = first;
  let [goingX, goingY] = [0, 0];
  writer.signed(x);
  writer.signed(y);
  if (isPressed) writer.byte(first[2]);
  for (const [nextX, nextY, pressure] of others) {
    writer.step(nextX - x - goingX, nextY - y - goingY);
    if (isPressed) writer.byte(pressure);
    if (!isThinned) [goingX, goingY] = [nextX - x, nextY - y];
    [x, y] = [nextX, nextY];
  }
}

/** Strokes read as thinned, with the points they were encoded by, so that encoding again changes nothing. */
const told = new WeakMap<Stroke, Stroke>();

function readStroke(reader: Reader): Stroke {
  const pen = reader.byte();
  const name = thicknessNames[pen & 3];
  const count = reader.integer();
  // A point takes at least a byte, so a short text cannot ask for many.
  if (!name || pen >= 2 * THINNED || count < 1 || count > LONGEST) throw new Nonsense();
  const points: StrokePoint[] = [];
  const take = (x: number, y: number): void => {
    const pressure = pen & PRESSED ? reader.byte() : PRESSURES / 2;
    if (!within(FURTHEST, x, y) || pressure > PRESSURES) throw new Nonsense();
    points.push({ x: x / GRID, y: y / GRID, pressure: pressure / PRESSURES });
  };
  let [x, y] = [reader.signed(), reader.signed()];
  take(x, y);
  let [goingX, goingY] = [0, 0];
  while (points.length < count) {
    const [dx, dy] = reader.step();
    [x, y] = [x + goingX + dx, y + goingY + dy];
    if (!(pen & THINNED)) [goingX, goingY] = [goingX + dx, goingY + dy];
    take(x, y);
  }
  const stroke = { points, thickness: thicknesses[name], eraser: (pen & ERASER) !== 0 };
  if (!(pen & THINNED)) return stroke;
  const whole = { ...stroke, points: filled(points) };
  told.set(whole, stroke);
  return whole;
}

/** Null if the text would be too long. `share` thins strokes by a share of the pen's width; null keeps every point. */
function textOf(strokes: readonly Stroke[], share: number | null): string | null {
  const all = strokes.map((whole) => {
    const known = told.get(whole);
    const isThinned = known !== undefined || share !== null;
    const stroke = known ?? (share === null ? whole : thinned(whole, share * whole.thickness));
    return { stroke, isThinned };
  });
  // Even the shortest encoding of this many points is too long.
  if (all.reduce((sum, { stroke }) => sum + stroke.points.length, 0) > LONGEST) return null;
  const writer = new Writer();
  for (const { stroke, isThinned } of all) writeStroke(writer, stroke, isThinned);
  const text = writer.text();
  return text.length > LONGEST ? null : text;
}

/** Exact if that fits, else thinned just enough to fit. Null for an empty pad, or if that is still too long. */
export function drawingText(strokes: readonly Stroke[]): string | null {
  if (strokes.length === 0) return null;
  for (const share of [null, ...tolerances]) {
    const text = textOf(strokes, share);
    if (text !== null) return text;
  }
  return null;
}

/** The drawing that a text encodes; null for nonsense. */
export function readDrawing(text: string | null): readonly Stroke[] | null {
  const bytes = text && text.length <= LONGEST ? fromBase64url(text) : null;
  if (!bytes) return null;
  try {
    const reader = new Reader(bytes);
    if (reader.byte() !== FORM) return null;
    const strokes: Stroke[] = [];
    let count = 0;
    while (!reader.isAtEnd) {
      const stroke = readStroke(reader);
      count += stroke.points.length;
      if (count > MOST_POINTS) return null;
      strokes.push(stroke);
    }
    return strokes.length > 0 ? strokes : null;
  } catch (error) {
    if (error instanceof Nonsense) return null;
    throw error;
  }
}
