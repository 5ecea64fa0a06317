/**
 * The work of one pointer move, counted: the last stroke is outlined once, whoever shows it, and no point that stood
 * already is converted again. What comes out is to the bit what a drawing from scratch gives.
 */
import fc from 'fast-check';
import { getStroke } from 'perfect-freehand';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Preprocessing, prepare } from '../../src/vision/preprocessing';
import { resamplePlane } from '../../src/vision/resample';
import { outline, rasterise, type Stroke } from '../../src/vision/strokes';
import { beginStroke, clearDrawing, createGesture, extendStroke, redo, undo } from '../../src/workspace/gesture';
import { InputPipeline } from '../../src/workspace/input/pipeline';

vi.mock('perfect-freehand', async (original) => {
  const real = await original<typeof import('perfect-freehand')>();
  return { ...real, getStroke: vi.fn(real.getStroke) };
});

vi.mock('../../src/vision/resample', async (original) => {
  const real = await original<typeof import('../../src/vision/resample')>();
  return { ...real, resamplePlane: vi.fn(real.resamplePlane) };
});

const outlined = vi.mocked(getStroke);
const resampled = vi.mocked(resamplePlane);
const digits: Preprocessing = { kind: 'drawing', size: [28, 28], mean: [0.13], deviation: [0.31], box: 20 };
const at = (x: number, y = x) => ({ x, y, pressure: 0.5 });
const request = (strokes: readonly Stroke[]) =>
  ({
    input: 'draw',
    strokes,
    crop: { centre: [0.5, 0.5], zoom: 1 },
    preprocessing: digits,
    switches: {},
  }) as const;

/** The same stroke with nothing that is kept of it. */
const afresh = ({ points, ...rest }: Stroke): Stroke => ({ ...rest, points: points.map((point) => ({ ...point })) });

beforeEach(() => {
  outlined.mockClear();
  resampled.mockClear();
});

test('a move outlines the last stroke once for the pad, the network and a lab, and converts only the new points', () => {
  const gesture = createGesture();
  const pipeline = new InputPipeline();
  const show = (): void => {
    const { strokes } = gesture.getState();
    for (const stroke of strokes) outline(stroke);
    pipeline.prepare(request(strokes));
    pipeline.prepareOther({ ...request(strokes), preprocessing: { ...digits, size: [512, 512] } });
  };
  beginStroke(gesture, at(0.2));
  beginStroke(gesture, at(0.3));
  show();
  let converted: readonly unknown[] = [];
  for (let move = 1; move <= 40; move++) {
    outlined.mockClear();
    const before = gesture.getState().strokes.at(-1)?.points;
    extendStroke(gesture, [at(0.3 + move / 100, 0.3), at(0.305 + move / 100, 0.31)]);
    show();
    expect(gesture.getState().strokes.at(-1)?.points).toBe(before);
    expect(outlined).toHaveBeenCalledTimes(1);
    const [points] = outlined.mock.lastCall ?? expect.fail('nothing was outlined');
    expect(points).toHaveLength(1 + 2 * move);
    converted.forEach((point, i) => {
      expect(points[i]).toBe(point);
    });
    converted = [...points];
  }
});

test('undo and redo outline nothing that was outlined before', () => {
  const gesture = createGesture();
  const pipeline = new InputPipeline();
  for (const x of [0.2, 0.4, 0.6]) {
    beginStroke(gesture, at(x));
    extendStroke(gesture, [at(x, 0.5), at(x, 0.8)]);
    pipeline.prepare(request(gesture.getState().strokes));
  }
  outlined.mockClear();
  for (const step of [undo, undo, redo, clearDrawing, undo]) {
    step(gesture);
    pipeline.prepare(request(gesture.getState().strokes));
  }
  expect(outlined).not.toHaveBeenCalled();
});

test('frames share one preprocessor of digits, and make the steps before the last only when they are looked at', () => {
  const gesture = createGesture();
  const pipeline = new InputPipeline();
  beginStroke(gesture, at(0.2));
  for (let move = 0; move < 5; move++) {
    extendStroke(gesture, [at(0.3 + move / 10)]);
    pipeline.prepare(request(gesture.getState().strokes));
  }
  expect(resampled).toHaveBeenCalledTimes(5);
  const scratches = resampled.mock.calls.map(([, , , , scratch]) => scratch);
  expect(new Set(scratches).size).toBe(1);
  const steps = pipeline.current?.prepared?.steps ?? expect.fail('nothing was prepared');
  expect(steps.drawn).toBe(steps.drawn);
  expect(resampled).toHaveBeenCalledTimes(6);
});

test('a drawing that grows gives the same bits as the same drawing from scratch', () => {
  const number = fc.double({ min: -0.1, max: 1.1, noNaN: true });
  const point = fc.record({ x: number, y: number, pressure: fc.double({ min: 0, max: 1, noNaN: true }) });
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.array(point, { minLength: 1, maxLength: 4 }).map((points) => ({ points })) },
    { weight: 2, arbitrary: fc.tuple(point, fc.boolean()).map(([begin, erase]) => ({ begin, erase })) },
    { weight: 1, arbitrary: fc.constantFrom(undo, redo, clearDrawing).map((step) => ({ step })) },
  );
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
      const gesture = createGesture();
      const pipeline = new InputPipeline();
      for (const each of acts) {
        if ('begin' in each) beginStroke(gesture, each.begin, each.erase);
        else if ('points' in each) extendStroke(gesture, each.points);
        else each.step(gesture);
        const { strokes } = gesture.getState();
        const own = pipeline.prepare(request(strokes)).prepared;
        const twin = prepare(digits, { kind: 'drawing', ink: rasterise(strokes.map(afresh), 224) });
        expect(own?.tensor).toEqual(twin?.tensor);
        expect(own?.steps?.drawn).toEqual(twin?.steps?.drawn);
        expect(own?.steps?.boxed).toEqual(twin?.steps?.boxed);
      }
    }),
    { numRuns: 25 },
  );
});
