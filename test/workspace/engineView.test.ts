/** One picture takes the place of another only once it has been painted, and nothing is left over. */
import { describe, expect, test } from 'vitest';
import type { Program } from '../../src/backend/types';
import { EngineView } from '../../src/workspace/engineView';

const colour = [0, 0, 0] as const;
const palette = { negative: colour, zero: colour, positive: colour, paper: colour, ink: colour, broken: colour };
const scene = { width: 1, height: 1, pixelRatio: 1, tiles: [], range: 'map', palette } as const;

/** As much of a browser as a view needs: canvases with names in a host. */
function setUp() {
  const log: string[] = [];
  let canvases = 0;
  const children: { name: string; style: { display: string } }[] = [];
  const host = Object.assign(Object.create(null), {
    replaceChildren: (...next: typeof children) => children.splice(0, Infinity, ...next),
    append: (canvas: (typeof children)[number]) => children.push(canvas),
  });
  const view = new EngineView(() => {
    canvases += 1;
    const canvas = Object.assign(Object.create(null), { name: `canvas ${canvases}`, style: { display: '' } });
    canvas.remove = () => {
      if (children.includes(canvas)) children.splice(children.indexOf(canvas), 1);
    };
    return canvas;
  });
  const program = (name: string): Program =>
    Object.assign(Object.create(null), {
      surface: () => ({
        setScene: () => log.push(`${name} has a scene`),
        paint: () => {},
        dispose: () => log.push(`${name} paints no more`),
      }),
      dispose: () => log.push(`${name} ends`),
    });
  const seen = (): string[] => children.filter(({ style }) => style.display === '').map(({ name }) => name);
  return { view, host, program, seen, log, children };
}

describe('a program that takes the place of another', () => {
  test('is seen once it has painted a scene of its own', () => {
    const { view, host, program, seen, log } = setUp();
    const [first, second] = [program('first'), program('second')];
    view.attach(host);
    view.setScene(scene);
    view.open(first);
    view.takeScene();
    view.painted();
    expect(view.keep(first)).toBe(true);
    view.setScene(null);
    view.open(second);
    view.painted();
    expect(seen()).toEqual(['canvas 1']);
    view.setScene(scene);
    expect(view.takeScene()).toBe(true);
    view.painted();
    expect(seen()).toEqual(['canvas 2']);
    expect(log).toEqual(['first has a scene', 'second has a scene', 'first paints no more', 'first ends']);
  });

  test('keeps the oldest picture while several come in a row', () => {
    const { view, host, program, seen, log } = setUp();
    const [first, second, third] = [program('first'), program('second'), program('third')];
    view.attach(host);
    view.setScene(scene);
    view.open(first);
    expect(view.keep(first)).toBe(true);
    view.open(second);
    expect(view.keep(second)).toBe(false);
    view.open(third);
    expect(seen()).toEqual(['canvas 1']);
    view.takeScene();
    view.painted();
    expect(seen()).toEqual(['canvas 3']);
    expect(log).toContain('second paints no more');
    expect(log).toContain('first ends');
  });

  test('leaves nothing when all is cleared', () => {
    const { view, host, program, children, log } = setUp();
    const [first, second] = [program('first'), program('second')];
    view.attach(host);
    view.open(first);
    view.keep(first);
    view.open(second);
    view.clear();
    expect(children).toEqual([]);
    expect(log).toEqual(['first paints no more', 'first ends', 'second paints no more']);
  });
});
