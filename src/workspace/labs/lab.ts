/**
 * A laboratory: a workspace with a page's own small network, computed live on the person's input.
 *
 *   const lab = createLab(host, input, backend);
 *   lab.setModel(spec, weights);                          // any ModelSpec whose input is 1 or 3 channels
 *   lab.setWeight('conv.weight', values);                 // from the next frame on, without a new plan
 *   const hide = lab.show();                              // computes until hide()
 *   const map = await lab.read(network, lab.tensor('conv'));
 */
import type { BackendChoice } from '../../backend';
import type { Weights } from '../../backend/types';
import type { ModelSpec } from '../../graph/model';
import type { Host } from '../host';
import type { Input } from '../input/input';
import { networkOf } from '../network';
import { createWorkspace, type Workspace } from '../workspace';
import { type Alter, LabInputs, labPreprocessing } from './labInputs';

export interface Lab extends Workspace {
  /**
   * Sets the network; the last picture stays until the new one has painted. Sets `spec.preprocessing`: the person's
   * input scaled to `spec.input.shape`, as values 0..1. A drawing is light (1) on dark (0), as for the digits network,
   * and the same in every channel.
   * Throws EngineError('graph' | 'shape' | 'attribute' | 'memory') and keeps the current network.
   */
  setModel(spec: ModelSpec, weights: Weights): void;
  /** Sets a weight (`conv.weight`) from the next frame on; null restores the loaded values. */
  setWeight(name: string, values: Float32Array | null): void;
  /** Alters the input from now on; null leaves it unchanged. */
  setAlter(alter: Alter | null): void;
  /** The network's last input, channels x height x width; null before the first. */
  inputValues(): Float32Array | null;
}

export function createLab(host: Host, input: Input, backend: BackendChoice): Lab {
  const inputs = new LabInputs(input, host, () => workspace.engine.inputChanged());
  const workspace = createWorkspace(host, {
    model: null,
    backend,
    input,
    answers: false,
    prepare: (network) => inputs.prepare(network.spec.input.shape),
  });
  const { engine } = workspace;
  return {
    ...workspace,
    setModel(spec, weights) {
      const stored = {
        spec: { ...spec, preprocessing: labPreprocessing(spec.input.shape) },
        weights,
        provenance: {},
      };
      workspace.take(stored, networkOf(stored));
    },
    setWeight: (name, values) => engine.setWeight(name, values),
    setAlter(alter) {
      inputs.alter = alter;
      engine.inputChanged();
    },
    inputValues: () => inputs.values,
    dispose() {
      inputs.dispose();
      workspace.dispose();
    },
  };
}
