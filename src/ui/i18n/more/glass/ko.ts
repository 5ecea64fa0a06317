/** What the glass box says of how the network is computed and how its answer comes about. In Korean. */
import type { Same } from '../../same';
import type { glass as english } from './en';

export const glass: Same<typeof english> = {};
