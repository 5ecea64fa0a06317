/** Live maps are painted where their places stand, wherever what stands around them moves those. */
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import type { Scene } from '../../../src/backend/types';
import { LabMaps, MapSlot } from '../../../src/ui/labs/LabMaps';
import { PlaygroundProvider } from '../../../src/ui/playground';
import { createCatalogue } from '../../../src/workspace/catalogue';
import { createInput } from '../../../src/workspace/input/input';
import { createLab, type Lab } from '../../../src/workspace/labs/lab';
import { pageOf } from '../../helpers/page';

const host = { base: '/', say: () => {}, retract: () => {}, catalogue: createCatalogue('/') };

const find = (id: string): HTMLElement => document.getElementById(id) ?? expect.fail(`no ${id}`);

test('a map follows its place when what stands before it grows, comes or goes, and rests when nothing does', async () => {
  const lab = createLab(host, createInput(host, 'draw'), 'wasm');
  const scenes: Scene[] = [];
  const watched: Lab = { ...lab, setScene: (scene) => scenes.push(scene) };
  const page = document.body.appendChild(document.createElement('div'));
  page.style.cssText = 'width: 400.4px; height: 100.4px';
  const root = createRoot(page);
  const item = { flex: 'none', height: 20 } as const;
  root.render(
    <PlaygroundProvider value={pageOf(lab)}>
      <LabMaps lab={watched} range="layer">
        <div style={{ display: 'flex', height: 60.7 }}>
          <div id="column" style={{ display: 'flex', flex: 'none' }}>
            <span id="before" style={{ ...item, width: 31 }} />
          </div>
          <div style={{ display: 'flex', flex: 'none' }}>
            <span id="beside" style={{ ...item, width: 7 }} />
            <div style={{ width: 50 }}>
              <MapSlot tensor={0} plane={0} rows={5} columns={5} group={0} label="map" />
            </div>
          </div>
        </div>
      </LabMaps>
    </PlaygroundProvider>,
  );
  const stands = async (x: number): Promise<void> => {
    await vi.waitFor(() => expect(scenes.at(-1)?.tiles[0]?.x).toBeCloseTo(x, 5));
  };
  await stands(38);
  find('before').style.width = '44px';
  await stands(51);
  find('beside').style.width = '9.5px';
  await stands(53.5);
  // The box around all of them stays as large as it is.
  find('column').append(Object.assign(document.createElement('b'), { id: 'come', style: 'flex: none; width: 16px' }));
  await stands(69.5);
  find('come').remove();
  await stands(53.5);
  // As large as the canvas, to the device pixel.
  const canvas = document.querySelector<HTMLElement>('.lab-canvas') ?? expect.fail('no canvas');
  for (const side of [canvas.style.width, canvas.style.height]) {
    expect((Number.parseFloat(side) * devicePixelRatio) % 1).toBeCloseTo(0, 9);
  }
  const frames = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  };
  await frames(4);
  const before = scenes.length;
  await frames(8);
  expect(scenes.length).toBe(before);
  root.unmount();
  page.remove();
  lab.dispose();
});
