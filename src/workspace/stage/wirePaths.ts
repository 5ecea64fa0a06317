/**
 * The courses of wires: side by side where they leave a map and where they arrive; and through the gap between two rows
 * where they pass a lane of their own block. Pure geometry, as if the network flowed across; turned at the end.
 */
import { INPUT } from '../../graph/model';
import type { Box } from './pointer';
import type { Stop, Stops } from './stops';
import type { Planned, Wire, WireOptions } from './wires';

/** The part of a map's edge at which wires end. */
const EDGE = 0.8;
/** Lines from the input stand apart, so many widths each; all others edge to edge. */
const APART = 3;
/** From a block to where a wire turns into the gap beside it, and from a gap to the map it turns to. */
const BESIDE = 4;
const TURN = 11;
const USUAL_GAP = 7;
/** The least length of a bend. */
const BEND = 12;

interface Course {
  readonly wire: Planned;
  /** Offsets across the flow where it leaves and arrives. */
  leave: number;
  arrive: number;
  width: number;
  /** Where it runs past its own block, then past the block it leads to: the middle of a gap, and its offset there. */
  readonly out: Passage | null;
  readonly into: Passage | null;
}

interface Passage {
  readonly key: string;
  readonly middle: number;
  offset: number;
}

const centre = ({ y, height }: Box): number => y + height / 2;

export function laid(
  planned: readonly Planned[],
  stops: Stops,
  { direction, gap = USUAL_GAP }: WireOptions,
): readonly Wire[] {
  const passage = (stop: Stop, at: number): Passage => ({
    key: `${Math.round(at)} ${stops.laneOf(stop.layer)[0]}`,
    middle: at,
    offset: 0,
  });
  const courses = planned.map((wire): Course => {
    const { from, to, width } = wire;
    const isWithin = stops.laneOf(from.layer) === stops.laneOf(to.layer);
    const out = !isWithin && stops.isBefore(from) ? passage(from, stops.rowOf(from).bottom + gap / 2) : null;
    const into = !isWithin && stops.isBehind(to) ? passage(to, stops.rowOf(to).top - gap / 2) : null;
    return { wire, width, leave: 0, arrive: 0, out, into };
  });
  stack(
    courses,
    ({ wire }) => wire.from,
    ({ wire }) => wire.to,
    (course, offset) => {
      course.leave = offset;
    },
  );
  stack(
    courses,
    ({ wire }) => wire.to,
    ({ wire }) => wire.from,
    (course, offset) => {
      course.arrive = offset;
    },
  );
  narrow(courses, gap - 2);
  return courses.map((course) => {
    const { from, to, share, opacity } = course.wire;
    const { path, passing } = drawn(course, stops);
    const turned = direction === 'down' ? path.map((_, i) => path[i ^ 1] ?? 0) : path;
    const plain = ({ layer, channel }: Stop) => ({ layer, channel });
    return { from: plain(from), to: plain(to), share, opacity, width: course.width, path: turned, passing };
  });
}

/** Groups by a key, in order. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}

/** Puts wires side by side about the middle of the map where they end, in the order of their other ends. */
function stack(
  courses: readonly Course[],
  here: (course: Course) => Stop,
  there: (course: Course) => Stop,
  put: (course: Course, offset: number) => void,
): void {
  const sideBySide = grouped(courses, (course) => `${here(course).channel} ${here(course).layer}`);
  for (const group of sideBySide) {
    const sorted = [...group].sort(
      (p, q) => centre(there(p).box) - centre(there(q).box) || there(p).box.x - there(q).box.x,
    );
    const [first] = sorted;
    const { layer = INPUT, box } = (first && here(first)) ?? {};
    spread(sorted, EDGE * (box?.height ?? 0), put, layer === INPUT ? APART : 1);
  }
}

/** Spreads wires about 0, `apart` widths each; closer where the room is not enough. Returns how much closer. */
function spread(
  courses: readonly Course[],
  room: number,
  put: (course: Course, offset: number) => void,
  apart = 1,
): number {
  const sum = apart * courses.reduce((total, { width }) => total + width, 0);
  const closer = Math.min(1, room / sum);
  let at = (-sum * closer) / 2;
  for (const course of courses) {
    const step = apart * course.width * closer;
    put(course, at + step / 2);
    at += step;
  }
  return closer;
}

/** Puts wires that share a gap side by side within it, and thinner where it is full. */
function narrow(courses: readonly Course[], room: number): void {
  const all = courses.flatMap((course) =>
    [course.out, course.into].flatMap((passage) => (passage ? [{ course, passage }] : [])),
  );
  for (const group of grouped(all, ({ passage }) => passage.key)) {
    // What leaves lies nearer to the row it leaves.
    group.sort(
      (p, q) =>
        Number(p.passage === p.course.into) - Number(q.passage === q.course.into) ||
        centre(p.course.wire.from.box) - centre(q.course.wire.from.box),
    );
    const passages = new Map(group.map(({ course, passage }) => [course, passage]));
    const closer = spread([...passages.keys()], room, (course, offset) => {
      const passage = passages.get(course);
      if (passage) passage.offset = offset;
    });
    for (const course of passages.keys()) course.width *= closer;
  }
}

/** A path that is begun at a point and goes on along the flow. */
class Path {
  readonly points: number[];
  readonly passing: number[] = [];

  constructor(
    private x: number,
    private y: number,
  ) {
    this.points = [x, y];
  }

  /** Leaves and arrives along the flow. */
  bend(x: number, y: number, length = Math.max(BEND, Math.abs(x - this.x) / 2)): void {
    this.points.push(this.x + length, this.y, x - length, y, x, y);
    [this.x, this.y] = [x, y];
  }

  pass(x: number): void {
    this.passing.push((this.points.length - 2) / 6);
    this.points.push(this.x, this.y, x, this.y, x, this.y);
    this.x = x;
  }
}

function drawn(
  { wire, leave, arrive, out, into }: Course,
  stops: Stops,
): { path: readonly number[]; passing: readonly number[] } {
  const { from, to } = wire;
  const path = new Path(from.box.x + from.box.width, centre(from.box) + leave);
  const end = { x: to.box.x, y: centre(to.box) + arrive };
  if (stops.laneOf(from.layer) === stops.laneOf(to.layer)) path.bend(end.x, end.y, 0);
  else {
    if (out) {
      path.bend(from.box.x + from.box.width + TURN, out.middle + out.offset, TURN / 2);
      path.pass(stops.spanOf(from.layer).end + BESIDE);
    }
    if (into) {
      path.bend(stops.spanOf(to.layer).start - BESIDE, into.middle + into.offset);
      path.pass(to.box.x - TURN);
      path.bend(end.x, end.y, TURN);
    } else path.bend(end.x, end.y);
  }
  return { path: path.points, passing: path.passing };
}
