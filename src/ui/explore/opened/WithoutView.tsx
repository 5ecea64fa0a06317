/** How the answer would change if a map were zero everywhere, or a cell where a layer has no maps. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Weights } from '../../../backend/types';
import { ablationFor, answersWithout, largestChanges, type Without } from '../../../workspace/inspect/without';
import { createJobs } from '../../../workspace/jobs/createJobs';
import type { Network } from '../../../workspace/network';
import { percent } from '../../../workspace/numbers';
import { layerIn, type Selection } from '../../../workspace/selection';
import type { Workspace } from '../../../workspace/workspace';
import { useClassNames } from '../../parts/useClassNames';
import { useLatest } from '../../parts/useLatest';
import { useFrame, useWorkspace } from '../../playground';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
}

/** How many classes are listed: those that change most. */
const MOST = 5;

export function WithoutView({ network, selection }: Props) {
  const { t } = useTranslation();
  const ablation = useMemo(() => ablationFor(network, selection), [network, selection]);
  const isAnswered = useFrame(({ answer }) => answer !== null);
  const isCell = layerIn(network.units, selection.layer)?.form === 'strip';
  if (isCell && !ablation) return null;
  const title = t(isCell ? 'opened.withoutCell' : 'opened.without');
  return (
    <section className="without" aria-label={title}>
      <h3>{title}</h3>
      {!ablation && <p className="muted small">{t('opened.withoutNever')}</p>}
      {ablation && !isAnswered && <p className="muted small">{t('opened.withoutNothing')}</p>}
      {ablation && isAnswered && (
        <>
          {/* Start afresh for another map: the previous answer is not its own. */}
          <Answers
            key={`${ablation.at.node}.${ablation.at.channel}`}
            network={network}
            ablation={ablation}
            isCell={isCell}
          />
          <p className="muted small">
            {ablation.weights.length === 0
              ? t('opened.withoutPlane')
              : t(isCell ? 'opened.withoutWeights' : 'opened.withoutFilter', {
                  layer: ablation.at.node,
                  channel: ablation.at.channel,
                })}
          </p>
        </>
      )}
    </section>
  );
}

type Ablation = NonNullable<ReturnType<typeof ablationFor>>;

interface Question {
  readonly workspace: Workspace;
  readonly network: Network;
  readonly weights: Weights;
  readonly ablation: Ablation;
  readonly input: Float32Array;
}

const answer = ({ workspace, network, weights, ablation, input }: Question): Promise<Without | null> =>
  answersWithout(workspace.part(createJobs), network, weights, ablation, input);

/** Both answers for the current input, after every frame; the latest wins. */
function useWithout(network: Network, ablation: Ablation): Without | null {
  const workspace = useWorkspace();
  const version = useFrame((state) => state.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame has changed the input.
  const question = useMemo((): Question | null => {
    const { engine, input: given } = workspace;
    const input = given.pipeline.current?.tensor;
    const { loaded } = engine;
    if (!input || loaded?.network !== network) return null;
    const { weights } = loaded.stored;
    return { workspace, network, weights, ablation, input: input.slice() };
  }, [workspace, network, ablation, version]);
  return useLatest(answer, question);
}

interface AnswersProps {
  readonly network: Network;
  readonly ablation: Ablation;
  readonly isCell: boolean;
}

function Answers({ network, ablation, isCell }: AnswersProps) {
  const { t } = useTranslation();
  const names = useClassNames();
  const without = useWithout(network, ablation);
  if (!without) return <p className="muted small">{t('opened.withoutWait')}</p>;
  const best = (answer: readonly number[]): number => answer.indexOf(Math.max(...answer));
  const label = (index: number): string => network.spec.labels[index] ?? String(index);
  const [before, after] = [best(without.before), best(without.after)];
  return (
    <>
      <p>
        {before === after
          ? t(isCell ? 'opened.staysCell' : 'opened.stays', { name: names.spoken(label(before)) })
          : t(isCell ? 'opened.changesCell' : 'opened.changes', {
              before: names.spoken(label(before)),
              after: names.spoken(label(after)),
            })}
      </p>
      <table className="changes" data-testid="without" data-before={before} data-after={after}>
        <thead>
          <tr>
            <th scope="col">{t('answer.class')}</th>
            <th scope="col">{t('opened.with')}</th>
            <th scope="col">{t('opened.none')}</th>
          </tr>
        </thead>
        <tbody className="number">
          {largestChanges(without, MOST).map((change) => (
            <tr key={change.index}>
              <th scope="row">{names.short(label(change.index))}</th>
              <td>{percent(change.before)}</td>
              <td data-after={change.after}>{percent(change.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
