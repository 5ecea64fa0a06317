/**
 * The page's first statements: they request what the first answer needs (the model, the backend's code and kernels)
 * while the rest of the page is still on its way. The build makes a small file of this module, which comes first.
 */
import { requestBackendAhead } from './backend/choice';
import { requestAhead } from './core/ahead';
import { needsNetwork } from './store/pages';
import { askedAtFirst } from './store/router/settings';
import { modelAddress } from './workspace/catalogue/records';

const { page, model, backend } = askedAtFirst();
if (needsNetwork(page)) requestAhead(modelAddress(import.meta.env.BASE_URL, model));
void requestBackendAhead(backend);
