/**
 * The laboratories of the pages "Kernels" and "Pooling": `playground.part(createKernelsPage)`. Their workspaces share
 * the person's input with the page.
 */
import { followStore } from '../workspace/address/codec';
import { kernelsCodec } from '../workspace/labs/kernelLab/codec';
import { createKernelLab, type Kernels } from '../workspace/labs/kernelLab/live';
import { createKernels } from '../workspace/labs/kernelLab/state';
import { createLab, type Lab } from '../workspace/labs/lab';
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
