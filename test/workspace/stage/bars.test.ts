/** Bars of layers without maps: where they stand, and how long they are. */
import { describe, expect, it } from 'vitest';
import { barCharts, drawBars } from '../../../src/workspace/stage/bars';
import { layOutStage, type Room } from '../../../src/workspace/stage/layout';
import { digits, laptop } from '../../helpers/stages';

const rooms: readonly (readonly [string, Room])[] = [
  ['across', laptop],
  ['down', { width: 390, height: 760 }],
];

/** Everything that is filled, with the opacity of each. */
function drawn(room: Room, values: Float32Array) {
  const [chart] = barCharts(layOutStage(digits.blocks, room, { view: 'both' }));
  if (!chart) return expect.fail('the network has no bars');
  const filled: { colour: string; x: number; y: number; width: number; height: number }[] = [];
  const brush = {
    fillStyle: '',
    globalAlpha: 1,
    fillRect: (x: number, y: number, width: number, height: number) =>
      void filled.push({ colour: brush.fillStyle, x, y, width, height }),
  };
  drawBars(brush, chart, values, { silent: 'silent', speaks: 'speaks', line: 'line' });
  return { chart, bars: filled.slice(0, -1), axis: filled.at(-1) };
}

describe.each(rooms)('%s', (direction, room) => {
  const values = Float32Array.from({ length: 80 }, (_, i) => (i === 3 ? -4 : i === 5 ? 2 : i === 7 ? Number.NaN : 0));
  const { chart, bars, axis } = drawn(room, values);
  const along = direction === 'across' ? 'x' : 'y';
  const size = direction === 'across' ? 'width' : 'height';
  const middle = chart[along] + chart.axis;

  it('is as long as its value, to the side of its sign', () => {
    const [low, high] = [bars[3], bars[5]];
    expect(low?.colour).toBe('silent');
    // The largest |value| reaches the end of its side.
    expect(low?.[along]).toBeCloseTo(chart[along]);
    expect((low?.[along] ?? 0) + (low?.[size] ?? 0)).toBeCloseTo(middle);
    expect(high?.colour).toBe('speaks');
    expect(high?.[along]).toBeCloseTo(middle);
    expect(high?.[size]).toBeCloseTo((chart[size] - chart.axis) / 2);
  });

  it('has a row each, within the chart, and an axis', () => {
    expect(chart.layer.id).toBe('dense1');
    expect(bars).toHaveLength(80);
    const across = direction === 'across' ? 'y' : 'x';
    const breadth = direction === 'across' ? 'height' : 'width';
    for (const [i, bar] of bars.entries()) {
      expect(bar[across]).toBeGreaterThanOrEqual(chart[across] + (i * chart[breadth]) / 80);
      expect(bar[across] + bar[breadth]).toBeLessThanOrEqual(chart[across] + ((i + 1) * chart[breadth]) / 80 + 1e-6);
    }
    expect(axis?.colour).toBe('line');
    expect(axis?.[along]).toBeCloseTo(middle - 0.5);
  });
});
