/** What the further ways to bring an input say: camera, gallery, pixel numbers, working resolution. In Korean. */
import type { Same } from '../../same';
import type { input as english } from './en';

export const input: Same<typeof english> = {};
