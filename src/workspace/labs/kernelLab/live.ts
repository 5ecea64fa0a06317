/**
 * Computes the page "Kernels": its layers are the lab's network. While only kernel values change, the network stays and
 * gets them with the next frame; any other change builds a new one.
 */
import type { ModelSpec } from '../../../graph/model';
import type { Lab } from '../lab';
import { labShape } from '../labInput';
import { sameShapes } from './design';
import { buildSpec, weightsOf } from './spec';
import { createKernels, type KernelsState, type KernelsStore, shown } from './state';

export interface Kernels {
  readonly lab: Lab;
  readonly store: KernelsStore;
}

/** Keeps a lab in step with a store. */
function followDesign(lab: Pick<Lab, 'setModel' | 'setWeight'>, store: KernelsStore): void {
  let standing = '';
  let given: ReadonlyMap<string, Float32Array> = new Map();
  let last: KernelsState | null = null;
  let spec: ModelSpec | null = null;

  function give(state: KernelsState): void {
    const { layers, chosen, input } = state;
    const [channels, side] = labShape(input);
    const isShaped = last?.chosen === chosen && last.input === input && sameShapes(last.layers, layers);
    if (!isShaped) spec = buildSpec(layers, chosen, [channels, side]);
    last = state;
    if (!spec) return;
    const weights = weightsOf(layers, chosen, channels);
    const structure = isShaped ? standing : JSON.stringify(spec);
    if (structure !== standing) {
      standing = structure;
      lab.setModel(spec, weights);
    } else {
      for (const [name, values] of weights) {
        const before = given.get(name);
        if (!before || values.some((value, i) => value !== before[i])) lab.setWeight(name, values);
      }
    }
    given = weights;
  }

  give(shown(store.getState()));
  store.subscribe((now, before) => {
    const isOther =
      now.layers !== before.layers ||
      now.tried !== before.tried ||
      now.chosen !== before.chosen ||
      now.isConvolution !== before.isConvolution ||
      now.input !== before.input;
    if (isOther) give(shown(now));
  });
}

/** Builds the page's laboratory on its state. */
export function createKernelLab(lab: Lab, store: KernelsStore = createKernels()): Kernels {
  followDesign(lab, store);
  return { lab, store };
}
