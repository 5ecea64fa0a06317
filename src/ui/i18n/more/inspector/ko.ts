/** What the inspector says of a map and of a value. In Korean. */
import type { Same } from '../../same';
import type { inspector as english } from './en';

export const inspector: Same<typeof english> = {};
