/** Lesson 9: from the digits network's last maps by way of its logits to its probabilities. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type Evidence, extentOf } from '../../../store/lessons/evidence';
import { isGiven } from '../../../workspace/input/samples';
import { addUp, unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import type { Network } from '../../../workspace/network';
import { fixed } from '../../../workspace/numbers';
import { useTensors } from '../../explore/glass/useTensors';
import { useFrame, useWork, useWorkspace } from '../../playground';
import { useLessons, usePublish, useSetting } from '../context';
import { Board, Named } from '../parts/Board';
import { Part, useIsCovered } from '../parts/Part';
import { fill } from '../text';
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
  const { input, engine } = useWorkspace();
  const { labels } = network.spec;
  const added = useSetting('added');
  const path = useMemo(() => wayOf(network), [network]);
  const [flat, last, scores, probabilities] = useTensors(path.tensors) ?? [];
  const strokes = useStore(input.gesture, (state) => state.strokes);
  const shown = useFrame((state) => state.answer !== null);
  usePublish(
    useMemo<Evidence | null>(
      () =>
        shown && probabilities && scores
          ? { view: 'answer', network, answer: [...probabilities], logits: scores, isOwn: !isGiven(strokes) }
          : null,
      [network, shown, probabilities, scores, strokes],
    ),
  );
  const [picked, setPicked] = useState<number | null>(null);
  const isCovered = useIsCovered('probabilities');
  if (!flat || !last || !scores || !probabilities) return null;
  const logits = scores.map((value) => value + added);
  const powers = [...logits].map(Math.exp);
  const total = powers.reduce((sum, value) => sum + value, 0);
  const best = probabilities.indexOf(Math.max(...probabilities));
  const digit = picked ?? best;
  const shares = isCovered ? null : addUp([...probabilities], 10_000, 4);
  const percents = (units: number): string => `${unitsText(units, 2)} %`;
  const weights = engine.loaded?.stored.weights;
  const [weight, bias] = [weights?.get(`${path.scorer}.weight`), weights?.get(`${path.scorer}.bias`)];
  return (
    <>
      <Part name="maps">
        <Named
          title={fill(words.page.lastMaps, { maps: `${path.maps}`, rows: `${path.rows}`, columns: `${path.columns}` })}
        >
          <div className="map-row">
            {Array.from({ length: path.maps }, (_, i) => (
              <Board
                // biome-ignore lint/suspicious/noArrayIndexKey: a map is its place in the layer.
                key={i}
                values={flat.subarray(i * path.rows * path.columns, (i + 1) * path.rows * path.columns)}
                rows={path.rows}
                columns={path.columns}
                extent={extentOf({ values: flat })}
                label={fill(words.page.chosenMap, { number: `${i}` })}
              />
            ))}
          </div>
        </Named>
      </Part>
      <Part name="row">
        <Strip title={words.page.oneRow} values={flat} />
      </Part>
      <Part name="weights">
        {weight && bias && (
          <Weighed
            digit={labels[digit] ?? ''}
            values={last}
            weights={weight.subarray(digit * last.length, (digit + 1) * last.length)}
            bias={bias[digit] ?? 0}
            logit={scores[digit] ?? 0}
          />
        )}
      </Part>
      <Part name="logits">
        <section
          className="table-scroll"
          aria-label={words.page.answerTable}
          data-testid="lesson-answer"
          data-best={best}
        >
          <table className="answer-table">
            <caption className="unseen">{words.page.answerTable}</caption>
            <thead>
              <tr>
                <th scope="col">{words.page.digit}</th>
                <th scope="col">
                  {words.page.logits}
                  {added > 0 && ` + ${added}`}
                </th>
                <th scope="col">{words.page.exponentials}</th>
                <th scope="col" colSpan={2}>
                  {words.page.probabilities}
                </th>
              </tr>
            </thead>
            <tbody>
              {labels.map((label, i) => (
                <tr key={label} className={i === best ? 'best' : ''}>
                  <th scope="row">
                    <button type="button" className="quiet" aria-pressed={i === digit} onClick={() => setPicked(i)}>
                      {label}
                    </button>
                  </th>
                  <td className="number">{fixed(logits[i] ?? 0, 2)}</td>
                  <td className="number">{isCovered ? '?' : power(powers[i] ?? 0)}</td>
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
                <td className="number">{isCovered ? '?' : power(total)}</td>
                <td className="number">{shares ? percents(shares.reduce((sum, value) => sum + value, 0)) : '?'}</td>
                <td />
              </tr>
            </tfoot>
          </table>
        </section>
      </Part>
    </>
  );
}

/** Where the last maps, the values that are weighed, the logits and the probabilities are in a network's plan. */
function wayOf({ model, plan }: Network) {
  const nodeOf = (type: string) => model.nodes.findLast((node) => node.type === type);
  const outputOf = (id: string | undefined): number => plan.nodes.find((node) => node.id === id)?.output ?? -1;
  const [flatten, scorer, softmax] = [nodeOf('flatten'), nodeOf('dense'), nodeOf('softmax')];
  const [, maps = 0, rows = 0, columns = 0] = flatten?.inShapes[0] ?? [];
  return {
    maps,
    rows,
    columns,
    scorer: scorer?.id ?? '',
    tensors: [outputOf(flatten?.id), outputOf(scorer?.inputs[0]), outputOf(softmax?.inputs[0]), plan.output],
  };
}

/** Values side by side, in one row. */
function Strip({
  title,
  values,
  note,
}: {
  readonly title: string;
  readonly values: Float32Array;
  readonly note?: string;
}) {
  return (
    <Named title={title} note={note}>
      <div className="strip">
        <Board values={values} rows={1} columns={values.length} extent={extentOf({ values }, 1e-6)} label={title} />
      </div>
    </Named>
  );
}

interface WeighedProps {
  readonly digit: string;
  readonly values: Float32Array;
  readonly weights: Float32Array;
  readonly bias: number;
  readonly logit: number;
}

/** The values of the layer before, one digit's weights for them, and their products, which add up to its logit. */
function Weighed({ digit, values, weights, bias, logit }: WeighedProps) {
  const { words } = useLessons();
  const products = useMemo(() => values.map((value, i) => value * (weights[i] ?? 0)), [values, weights]);
  const [sum = 0, added = 0] = addUp([logit - bias, bias], unitsOf(logit, 2), 2);
  return (
    <div className="stack snug">
      <Strip title={fill(words.page.before, { values: `${values.length}` })} values={values} />
      <Strip title={fill(words.page.itsWeights, { digit })} values={weights} />
      <Strip title={words.page.products} values={products} />
      <p>
        {fill(words.page.logitOf, { digit })}{' '}
        <span className="number">
          {`${unitsText(sum, 2)} + ${unitsText(added, 2)} = `}
          <b>{fixed(logit, 2)}</b>
        </span>
      </p>
    </div>
  );
}

/** Three digits, as far as they are above a thousandth. */
const power = (value: number): string => {
  if (value < 0.001) return '< 0.001';
  return value >= 1e5 ? value.toExponential(2).replace('e+', 'e') : fixed(value, value < 10 ? 3 : 0);
};
