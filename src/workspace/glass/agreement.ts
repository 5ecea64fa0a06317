/**
 * Live agreement: what the page's backend computed for the current input, held to the plain twins call by call, and
 * where it is the graphics device also to the processor's whole run from the input on. Beside the frame, in slices.
 */
import type { BackendName } from '../../backend/types';
import { breather } from '../../core/breathe';
import { type Agreement, agreementOf, overall } from '../../insight/agreement';
import type { TensorId } from '../../kernels/kernel';
import { createShadow } from '../shadow';
import type { Workspace } from '../workspace';

export interface CallAgreement extends Agreement {
  readonly call: number;
  /** Largest difference to the processor's own run from the input on, errors of all layers before included. */
  readonly carried: number | null;
}

export interface AgreementReport {
  /** Whose results were checked. */
  readonly subject: BackendName;
  /** What they are compared with from the input on; null where nothing else computes. */
  readonly other: BackendName | null;
  readonly rows: readonly CallAgreement[];
}

function largestDifference(a: Float32Array, b: Float32Array | undefined): number {
  return a.reduce((most, value, i) => {
    const other = b?.[i] ?? Number.NaN;
    return Object.is(value, other)
      ? most
      : Math.max(most, Number.isFinite(value - other) ? Math.abs(value - other) : Infinity);
  }, 0);
}

/**
 * Checks the tensors as they stand. On the reference backend, whose kernels are the twins, the processor's vector
 * kernels are checked instead. Null when nothing computes, or another network or backend took over meanwhile.
 */
export async function checkAgreement(workspace: Workspace): Promise<AgreementReport | null> {
  const { engine, store } = workspace;
  const { loaded } = engine;
  const main = store.getState().computing?.info.name;
  // Weights that are on their way bring another frame.
  if (!loaded || !main || engine.owesWeights) return null;
  const { plan } = loaded.network;
  const calls = plan.phases.forward;
  const isWeight = (id: TensorId): boolean => plan.arenas[plan.tensors[id]?.arena ?? -1]?.kind !== 'map';
  const touched = calls.flatMap(({ ins, outs }) => [...ins, ...outs]).filter((id) => id !== null);
  const ids = [...new Set([plan.input, ...touched.filter((id) => !isWeight(id))])];

  const computed = await engine.read(ids);
  const [input] = computed ?? [];
  if (!computed || !input) return null;
  // The whole run on the processor says something only where other kernels computed.
  const runs = workspace.part(createShadow);
  const shadow = main === 'wasm' ? null : await runs.run(input, { network: loaded.network, read: ids });
  const subject = main === 'reference' && shadow ? shadow.tensors : computed;

  const values = new Map(ids.map((id, k) => [id, subject[k] ?? new Float32Array()]));
  for (const id of touched) {
    const tensor = plan.tensors[id];
    if (tensor && isWeight(id)) values.set(id, loaded.stored.weights.get(tensor.name) ?? new Float32Array());
  }
  const valuesOf = (id: TensorId): Float32Array => values.get(id) ?? new Float32Array();
  const pause = breather();
  const rows: CallAgreement[] = [];
  for (const [call, each] of calls.entries()) {
    const carried = shadow
      ? each.outs.reduce<number>((most, id) => {
          const k = id === null ? -1 : ids.indexOf(id);
          return Math.max(most, largestDifference(computed[k] ?? new Float32Array(), shadow.tensors[k]));
        }, 0)
      : null;
    rows.push({ call, ...overall(agreementOf(each, valuesOf)), carried });
    await pause();
  }
  if (engine.loaded !== loaded) return null;
  return {
    subject: main === 'reference' && shadow ? shadow.info.name : main,
    other: shadow ? (main === 'reference' ? 'reference' : shadow.info.name) : null,
    rows,
  };
}
