/** What the tools of the stage say: sorting, filtering and folding layers, contributions. In Korean. */
import type { Same } from '../../same';
import type { stage as english } from './en';

export const stage: Same<typeof english> = {};
