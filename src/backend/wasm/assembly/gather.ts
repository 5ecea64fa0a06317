/** The beginning of a training step: its scalars, samples and targets, copied from what lies in memory. */
import { cut } from './run';
import { share, WORTH_SHARING } from './simd';

/** Ports data, targets, table, x, target, hyper; params batch, length, classes, scalars. */
export function gather(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const data: usize = load<u32>(args);
  const targets: usize = load<u32>(args, 4);
  const table: usize = load<u32>(args, 8);
  const batch = load<u32>(args, 24);
  const length = <usize>load<u32>(args, 28) << 2;
  const classes = <usize>load<u32>(args, 32) << 2;
  const scalars = load<u32>(args, 36);
  parts = cut(parts, batch * load<u32>(args, 28) >= WORTH_SHARING);
  const row = table + (<usize>(1 + <u32>load<f32>(table) * (scalars + batch)) << 2);
  const indices = row + (<usize>scalars << 2);
  if (part == 0) memory.copy(load<u32>(args, 20), row, <usize>scalars << 2);
  const last = share(batch, part + 1, parts);
  for (let n = share(batch, part, parts); n < last; n++) {
    const index = <usize>load<f32>(indices + (<usize>n << 2));
    memory.copy(load<u32>(args, 12) + n * length, data + index * length, length);
    memory.copy(load<u32>(args, 16) + n * classes, targets + index * classes, classes);
  }
}
