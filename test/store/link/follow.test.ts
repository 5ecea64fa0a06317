/** The input in the address: a picture that a link asks for stays in it until the picture is here. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followLink } from '../../../src/store/link/follow';
import { createSession } from '../../../src/store/session';
import { createCatalogue } from '../../../src/workspace/catalogue';
import { createInput } from '../../../src/workspace/input/input';
import { createWorkspace } from '../../../src/workspace/workspace';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a picture that is slow to come is not forgotten by the address', async () => {
  const location = { pathname: '/', search: '?picture=cat&model=objects' };
  const history = {
    state: null,
    replaceState: (_: unknown, __: string, address: string) => {
      location.search = address.match(/\?.*$/)?.[0] ?? '';
    },
  };
  const view: Window = Object.assign(Object.create(null), { location, history, addEventListener: () => {} });
  const session = createSession({ page: 'kernels', backend: 'auto', lang: 'en', theme: 'light' });
  let arrive: () => void = () => {};
  const opening = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const asked: string[] = [];
  const openGallery = (id: string): Promise<void> => {
    asked.push(id);
    return opening;
  };
  const host = {
    base: '',
    say: () => {},
    retract: () => {},
    catalogue: createCatalogue(''),
  };
  const input = { ...createInput(host, 'picture'), openGallery };
  const workspace = createWorkspace(host, {
    model: host.catalogue.shipped('objects'),
    input,
    parts: { schedule: () => {} },
  });
  followLink({ session, workspace }, view);
  await vi.advanceTimersByTimeAsync(5000);
  expect(location.search).toBe('?picture=cat&model=objects');
  expect(asked).toEqual(['cat']);

  // It does not come: what is shown is what the address tells.
  arrive();
  await vi.advanceTimersByTimeAsync(5000);
  expect(location.search).toBe('?model=objects');
});
