/** Lesson 9: from the digits network's logits to its probabilities. */
import { useMemo } from 'react';
import type { Evidence } from '../../../store/lessons/evidence';
import { addUp, unitsText } from '../../../workspace/inspect/addUp';
import type { Network } from '../../../workspace/network';
import { fixed } from '../../../workspace/numbers';
import { useTensors } from '../../explore/glass/useTensors';
import { useFrame, useWork } from '../../playground';
import { useLessons, usePublish } from '../context';
import { useIsCovered } from '../parts/Part';
import { useInput } from '../useLive';
import { NeedsInput } from './PixelsView';

export function AnswerView() {
  const network = useWork((state) => state.network);
  const input = useInput();
  if (!network || !input || network.spec.labels.length !== 10) return <NeedsInput />;
  return <Answer key={network.spec.name} network={network} />;
}

function Answer({ network }: { readonly network: Network }) {
  const { words } = useLessons();
  const { labels } = network.spec;
  const tensors = useMemo(() => {
    const softmax = network.model.nodes.find(({ type }) => type === 'softmax');
    const before = network.plan.nodes.find(({ id }) => id === softmax?.inputs[0]);
    return before ? [before.output, network.plan.output] : [];
  }, [network]);
  const [logits, probabilities] = useTensors(tensors) ?? [];
  const shown = useFrame((state) => state.answer !== null);
  usePublish(
    useMemo<Evidence | null>(
      () => (shown && probabilities && logits ? { view: 'answer', network, answer: [...probabilities], logits } : null),
      [network, shown, probabilities, logits],
    ),
  );
  const isCovered = useIsCovered('probabilities');
  if (!logits || !probabilities) return null;
  const powers = [...logits].map(Math.exp);
  const total = powers.reduce((sum, value) => sum + value, 0);
  const best = probabilities.indexOf(Math.max(...probabilities));
  const shares = isCovered ? null : addUp([...probabilities], 10_000, 4);
  const percents = (units: number): string => `${unitsText(units, 2)} %`;
  return (
    <section className="table-scroll" aria-label={words.page.answerTable} data-testid="lesson-answer" data-best={best}>
      <table className="answer-table">
        <caption className="unseen">{words.page.answerTable}</caption>
        <thead>
          <tr>
            <th scope="col">{words.page.digit}</th>
            <th scope="col" data-part="logits">
              {words.page.logits}
            </th>
            <th scope="col">{words.page.exponentials}</th>
            <th scope="col" colSpan={2} data-part="probabilities">
              {words.page.probabilities}
            </th>
          </tr>
        </thead>
        <tbody>
          {labels.map((label, i) => (
            <tr key={label} className={i === best ? 'best' : ''}>
              <th scope="row">{label}</th>
              <td className="number">{fixed(logits[i] ?? 0, 2)}</td>
              <td className="number">{power(powers[i] ?? 0)}</td>
              <td className="number">{shares ? percents(shares[i] ?? 0) : '?'}</td>
              <td className="bar-cell" aria-hidden>
                <span className="bar">
                  <span style={{ transform: `scaleX(${(shares?.[i] ?? 0) / 10_000})` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.page.total}</th>
            <td />
            <td className="number">{power(total)}</td>
            <td className="number">{shares ? percents(shares.reduce((sum, value) => sum + value, 0)) : '?'}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

/** Three significant digits, whatever the size. */
const power = (value: number): string =>
  value >= 1e5 || value < 1e-3
    ? value.toExponential(2).replace('e+', 'e').replace('e-', 'e−')
    : fixed(value, value < 10 ? 3 : 0);
