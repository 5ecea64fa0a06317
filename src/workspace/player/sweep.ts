/** The geometry of sweeps, for the page. */
export type { Region } from '../../insight/receptiveField';
export {
  type PlaneRef,
  planesRead,
  positionOver,
  type Sweep,
  sweepOf,
  windowAt,
  windowOf,
} from '../../insight/sweep';
