/**
 * Mixing the pictures of a batch with each other, labels included: mixup (Zhang et al. 2018) blends two pictures,
 * CutMix (Yun et al. 2019) pastes a rectangle of one into another. Targets are probabilities, batch x classes.
 */
import type { Random } from '../../core/random';
import type { Shape } from '../../core/shapes';
import { nchw } from '../../core/shapes';

/** Uniform share in 0..1 of the batch's own pictures: the papers' Beta distribution with alpha = 1. */
function partners(batch: number, random: Random): Int32Array {
  const order = new Int32Array(batch);
  for (let i = 0; i < batch; i++) order[i] = i;
  return random.shuffle(order);
}

function blendTargets(targets: Float32Array, batch: number, order: Int32Array, share: number): void {
  const classes = targets.length / batch;
  const others = targets.slice();
  for (let n = 0; n < batch; n++) {
    const other = (order[n] as number) * classes;
    for (let k = 0; k < classes; k++) {
      const at = n * classes + k;
      targets[at] = share * (others[at] as number) + (1 - share) * (others[other + k] as number);
    }
  }
}

/** Blends every picture (N x C x H x W) and its target with another of the batch, in place. Returns its own share. */
export function mixup(images: Float32Array, shape: Shape, targets: Float32Array, random: Random): number {
  const [batch, channels, height, width] = nchw(shape);
  const size = channels * height * width;
  const share = random.uniform();
  const order = partners(batch, random);
  const others = images.slice();
  for (let n = 0; n < batch; n++) {
    const other = (order[n] as number) * size;
    for (let i = 0; i < size; i++) {
      const at = n * size + i;
      images[at] = share * (others[at] as number) + (1 - share) * (others[other + i] as number);
    }
  }
  blendTargets(targets, batch, order, share);
  return share;
}

/** Pastes a rectangle of another picture of the batch into every picture, in place. Returns its own share. */
export function cutmix(images: Float32Array, shape: Shape, targets: Float32Array, random: Random): number {
  const [batch, channels, height, width] = nchw(shape);
  const side = Math.sqrt(1 - random.uniform());
  const h = Math.round(side * height);
  const w = Math.round(side * width);
  const top = random.below(height - h + 1);
  const left = random.below(width - w + 1);
  const order = partners(batch, random);
  const others = images.slice();
  for (let n = 0; n < batch; n++) {
    for (let c = 0; c < channels; c++) {
      for (let y = top; y < top + h; y++) {
        const to = ((n * channels + c) * height + y) * width + left;
        const from = (((order[n] as number) * channels + c) * height + y) * width + left;
        images.set(others.subarray(from, from + w), to);
      }
    }
  }
  const share = 1 - (h * w) / (height * width);
  blendTargets(targets, batch, order, share);
  return share;
}
