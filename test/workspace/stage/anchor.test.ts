/** What one looks at is found again after the maps have changed their size. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchorAt, anchorPoint } from '../../../src/workspace/stage/anchor';
import { pixelAt } from '../../../src/workspace/stage/pointer';
import { branches, chain } from '../../helpers/models';
import { laidOut } from '../../helpers/stages';

const anyNetwork = fc.constantFrom(chain, branches);
const anyZoom = fc.double({ min: 0.4, max: 16, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('a point of the stage is its own anchor, and stays on its pixel in any other size', () => {
  fc.assert(
    fc.property(anyNetwork, anyZoom, anyZoom, share, share, (network, zoom, other, across, down) => {
      const lay = (size: number) => laidOut(network, { zoom: size });
      const [layout, next] = [lay(zoom), lay(other)];
      const at = { x: across * layout.width, y: down * layout.height };
      const anchor = anchorAt(layout, at) ?? expect.fail('no anchor');
      const same = anchorPoint(layout, anchor) ?? expect.fail('no point');
      expect([same.x, same.y]).toEqual([expect.closeTo(at.x, 6), expect.closeTo(at.y, 6)]);
      const pixel = pixelAt(layout, at.x, at.y);
      const point = anchorPoint(next, anchor) ?? expect.fail('no point');
      // The border between two pixels may fall to either side of it.
      const near = [-0.01, 0.01].flatMap((x) => [-0.01, 0.01].map((y) => pixelAt(next, point.x + x, point.y + y)));
      if (pixel) expect(near.map((found) => found?.index)).toContain(pixel.index);
    }),
  );
});

test('an anchor on a map that is not shown leads nowhere', () => {
  const layout = laidOut(chain);
  const anchor = { layer: 'conv', plane: 9, across: 0, down: 0, beyond: { x: 0, y: 0 } };
  expect(anchorPoint(layout, anchor)).toBeNull();
  expect(anchorAt({ ...layout, lanes: [] }, { x: 0, y: 0 })).toBeNull();
});
