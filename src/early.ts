/**
 * The page's first statements: they request what the first prediction needs (the model, the backend's code and kernels)
 * while the rest of the page is still loading. The build bundles this module as a small file of its own, loaded first.
 */
import { requestBackendAhead } from './backend/choice';
import { requestAhead } from './core/ahead';
import { needsNetwork } from './store/pages';
import { askedAtFirst } from './store/router/settings';
import { isOwn, modelAddress } from './workspace/catalogue/records';

const { page, model, backend } = askedAtFirst();
// A saved network comes from this device.
if (needsNetwork(page) && !isOwn(model)) requestAhead(modelAddress(import.meta.env.BASE_URL, model));
void requestBackendAhead(backend);
