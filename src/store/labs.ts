/**
 * The laboratories of the pages "Kernels" and "Pooling": `playground.part(createKernelsPage)`. Their workspaces share
 * the person's input with the page.
 */
import { createStore } from 'zustand/vanilla';
import { followStore } from '../workspace/address/codec';
import { kernelsCodec } from '../workspace/labs/kernelLab/codec';
import { createKernelLab, type Kernels } from '../workspace/labs/kernelLab/live';
import { createKernels } from '../workspace/labs/kernelLab/state';
import { createLab, type Lab } from '../workspace/labs/lab';
import { otherSettings } from '../workspace/labs/pooling/cases';
import { createPoolingSettings, Pooling } from '../workspace/labs/pooling/pooling';
import { poolingCodec } from '../workspace/labs/pooling/settings';
import type { Playground } from './playground';

const labFor = ({ host, workspace, session, adopt }: Playground): Lab =>
  adopt(createLab(host, workspace.input, session.getState().backend));

export function createKernelsPage(playground: Playground): Kernels {
  const store = createKernels();
  followStore(playground.router, 'kernels', store, kernelsCodec);
  return createKernelLab(labFor(playground), store);
}

export function createPoolingPage(playground: Playground): Pooling {
  const settings = createPoolingSettings();
  followStore(playground.router, 'pooling', settings, poolingCodec);
  return new Pooling(labFor(playground), settings);
}

/** The other noise experiment of the page "Pooling". Its settings follow from the page's own. */
export function createOtherPooling(playground: Playground): Pooling {
  const { settings } = playground.part(createPoolingPage);
  const own = createStore(() => otherSettings(settings.getState()));
  settings.subscribe((now) => own.setState(otherSettings(now)));
  return new Pooling(labFor(playground), own);
}

/** Asks for a first picture where nothing is given, so that no lab is empty; once a visit. */
export function bringFirstPicture({ workspace: { input }, router }: Playground): void {
  const { kind, picture } = input.store.getState();
  const isGiven =
    kind === 'camera' || (kind === 'draw' ? input.gesture.getState().strokes.length > 0 : picture !== null);
  // The address may bring its own drawing or picture.
  if (!isGiven && !router.says('picture') && !router.says('draw')) void input.openGallery('cat');
}
