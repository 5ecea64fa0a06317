/**
 * Live agreement: compares what the page's backend computed for the current input with the plain twins, call by call;
 * on the graphics device also with a whole run on the processor. Runs in a worker, beside the frame.
 */
import type { BackendName } from '../../backend/types';
import { type Answerer, buffersOf } from '../../core/thread';
import { copyInPieces, yieldEvery } from '../../core/yield';
import type { KernelCall, TensorId } from '../../kernels/kernel';
import { portable } from '../../kernels/portable';
import { createJobs } from '../jobs/createJobs';
import type { Workspace } from '../workspace';
import { type CallAnswer, type CallQuestion, checkCall } from './checkCall';

export interface CallAgreement extends CallAnswer {
  readonly call: number;
}

export interface AgreementReport {
  /** The backend checked. */
  readonly subject: BackendName;
  /** The backend compared with over the whole run; null if there is no other. */
  readonly other: BackendName | null;
  readonly rows: readonly CallAgreement[];
}

const checker: Answerer<CallQuestion, CallAnswer> = {
  open: () => new Worker(new URL('./agreementWorker.ts', import.meta.url), { type: 'module' }),
  here: async (question) => checkCall(question),
};

const idsOf = ({ ins, outs }: KernelCall): TensorId[] => [...ins, ...outs].filter((id) => id !== null);

const entry = (id: TensorId, values: Float32Array | undefined) => (values ? [[id, values] as const] : []);

async function copied(values: Float32Array): Promise<Float32Array> {
  const copy = new Float32Array(values.length);
  await copyInPieces(values, copy, yieldEvery());
  return copy;
}

/**
 * Checks the current tensors. On the reference backend, whose kernels are the twins, it checks the processor's vector
 * kernels instead. Null if nothing computes, `signal` is aborted, or another network or backend takes over.
 */
export async function checkAgreement(workspace: Workspace, signal: AbortSignal): Promise<AgreementReport | null> {
  const { engine, store } = workspace;
  const { loaded } = engine;
  const main = store.getState().computing?.info.name;
  // Pending weights will bring another frame.
  if (!loaded || !main || engine.owesWeights) return null;
  const { network, stored } = loaded;
  const { plan } = network;
  const calls = plan.phases.forward;
  const isWeight = (id: TensorId): boolean => plan.arenas[plan.tensors[id]?.arena ?? -1]?.kind !== 'map';
  const ids = [...new Set([plan.input, ...calls.flatMap(idsOf).filter((id) => !isWeight(id))])];
  const computed = await engine.read(ids);
  const [input] = computed ?? [];
  if (!computed || !input) return null;

  return workspace.part(createJobs).start({
    subject: { network, weights: stored.weights },
    priority: 'background',
    signal,
    async work({ run, ask }) {
      // A whole run on the processor is informative only if other kernels computed the frame.
      const beside = main === 'wasm' ? null : await run({ input, read: ids });
      const mapOf = (tensors: readonly Float32Array[]) => new Map(ids.flatMap((id, k) => entry(id, tensors[k])));
      const [own, others] = [mapOf(computed), beside && mapOf(beside.tensors)];
      const isBeside = main === 'reference' && beside !== null;
      const [checked, compared] = isBeside && others ? [others, own] : [own, others];
      const lastUse = new Map(calls.flatMap((call, place) => idsOf(call).map((id) => [id, place] as const)));
      const rows: CallAgreement[] = [];
      for (const [place, call] of calls.entries()) {
        /** Values for the worker: those no later call needs are transferred, the rest copied. */
        const taken = async (of: ReadonlyMap<TensorId, Float32Array>, from: Iterable<TensorId>) => {
          const result = new Map<TensorId, Float32Array>();
          for (const id of new Set(from)) {
            const weights = isWeight(id) ? stored.weights.get(plan.tensors[id]?.name ?? '') : undefined;
            const values = weights ?? of.get(id) ?? new Float32Array();
            result.set(id, weights || lastUse.get(id) !== place ? await copied(values) : values);
          }
          return result;
        };
        const values = await taken(checked, idsOf(call));
        const other =
          compared &&
          (await taken(
            compared,
            call.outs.filter((id) => id !== null),
          ));
        const arrays = [...values.values(), ...(other?.values() ?? [])];
        const answer = await ask(checker, { call: portable(call), values, other }, buffersOf(arrays));
        rows.push({ call: place, ...answer });
      }
      return {
        subject: isBeside ? beside.info.name : main,
        other: beside && (isBeside ? main : beside.info.name),
        rows,
      };
    },
  });
}
