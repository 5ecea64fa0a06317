/**
 * Lesson 10: twenty moments of the real training run: the first filters, their maps of the drawing, what the network of
 * that moment answers, and how well it did on the test pictures.
 */
import { useEffect, useMemo, useState } from 'react';
import { type Evidence, extentOf, type Planes, placeOfLargest } from '../../../store/lessons/evidence';
import { firstLayer, type HistoryMoment } from '../../../store/lessons/trainingHistory';
import type { Network } from '../../../workspace/network';
import { fixed, grouped, percent } from '../../../workspace/numbers';
import { Slider } from '../../parts/Slider';
import { useWork, useWorkspace } from '../../playground';
import { useLessons, usePublish, useSetting } from '../context';
import { Bars } from '../parts/Bars';
import { Board, Named } from '../parts/Board';
import { Part } from '../parts/Part';
import { fill } from '../text';
import { useHistory, useMoments } from '../useHistory';
import { useInput, useRun } from '../useLive';
import { Curve } from './Curve';

const nodes = ['conv'] as const;
const SIDE = 5;
/** Milliseconds that a moment stands while they are played. */
const PACE = 700;

export function MomentsView() {
  const history = useHistory();
  const at = useSetting('moment');
  usePublish(useMemo<Evidence | null>(() => history && { view: 'moments', moments: history, at }, [history, at]));
  const moment = history?.[Math.min(at, history.length - 1)];
  return history && moment ? <Moment history={history} moment={moment} at={at} /> : null;
}

interface Props {
  readonly history: readonly HistoryMoment[];
  readonly moment: HistoryMoment;
  readonly at: number;
}

function Moment({ history, moment, at }: Props) {
  const { words, learner } = useLessons();
  const network = useWork((state) => state.network);
  const last = history.at(-1)?.step ?? 0;
  const step = fill(words.page.stepOf, { step: grouped(moment.step), steps: grouped(last) });
  const filters = moment.weight.length / SIDE ** 2;
  // One scale for all moments; otherwise the growth of weights would be invisible.
  const extent = Math.max(...history.map(({ weight }) => extentOf({ values: weight }, 0)));
  const steps = history.map((each) => each.step);
  const losses = history.map(({ loss }) => loss);
  return (
    <>
      <Part name="controls" className="lesson-controls">
        <Slider
          label={words.page.moment}
          limits={[0, history.length - 1, 1]}
          value={at}
          text={step}
          onChange={(value) => learner.set({ moment: value })}
        />
        <PlayMoments count={history.length} at={at} />
      </Part>
      <div className="moment">
        <Part name="moments">
          <Named title={words.page.filters}>
            <div className="map-strip">
              {Array.from({ length: filters }, (_, i) => (
                <Board
                  // biome-ignore lint/suspicious/noArrayIndexKey: a filter is its place in the layer.
                  key={i}
                  values={moment.weight.subarray(i * SIDE ** 2, (i + 1) * SIDE ** 2)}
                  rows={SIDE}
                  columns={SIDE}
                  extent={extent}
                  label={fill(words.page.filterNumber, { number: `${i}` })}
                />
              ))}
            </div>
          </Named>
          <Maps moment={moment} />
        </Part>
        <Part name="answers">
          {network && <Answers network={network} moment={moment} isLast={moment.step === last} />}
        </Part>
        <Part name="accuracy">
          <Curve
            name="accuracy"
            label={fill(words.page.accuracy, { accuracy: percent(moment.accuracy) })}
            steps={steps}
            values={history.map(({ accuracy }) => accuracy)}
            most={1}
            text={(value) => percent(value, 0)}
            at={at}
            axis={words.page.axis}
          />
        </Part>
        <Part name="loss">
          <Curve
            name="loss"
            label={fill(words.page.loss, { loss: fixed(moment.loss, 3) })}
            steps={steps}
            values={losses}
            most={Math.ceil(Math.max(...losses))}
            text={(value) => fixed(value, 1)}
            at={at}
            axis={words.page.axis}
          />
        </Part>
      </div>
    </>
  );
}

/** Plays from the moment that is shown, from the last from the beginning. */
function PlayMoments({ count, at }: { readonly count: number; readonly at: number }) {
  const { words, learner } = useLessons();
  const [isPlaying, setIsPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    if (at >= count - 1) return setIsPlaying(false);
    const timer = setTimeout(() => learner.set({ moment: at + 1 }), PACE);
    return () => clearTimeout(timer);
  }, [isPlaying, at, count, learner]);
  const press = (): void => {
    if (!isPlaying && at >= count - 1) learner.set({ moment: 0 });
    setIsPlaying(!isPlaying);
  };
  return (
    <button type="button" className="button" onClick={press}>
      {isPlaying ? words.page.pause : words.page.play}
    </button>
  );
}

interface AnswersProps {
  readonly network: Network;
  readonly moment: HistoryMoment;
  readonly isLast: boolean;
}

/** What the whole network of the moment makes of the drawing; at the last, it is the network of this page. */
function Answers({ network, moment, isLast }: AnswersProps) {
  const { words } = useLessons();
  const { input, engine } = useWorkspace();
  const drawn = useInput();
  const all = useMoments();
  const weights = isLast ? engine.loaded?.stored.weights : all?.get(moment.step);
  const model = useMemo(() => (weights ? { spec: network.spec, weights } : null), [network, weights]);
  const output = useMemo(() => [network.spec.output], [network]);
  const fed = drawn && (input.pipeline.current?.tensor ?? null);
  const [answer] = useRun(model, fed, output)?.read ?? [];
  if (!answer) return null;
  const best = placeOfLargest(answer.values);
  return (
    <Named title={words.page.ownAnswer} note={network.spec.labels[best]}>
      <div className="says">
        <Bars
          label={words.page.ownAnswer}
          bars={network.spec.labels.map((name, i) => ({
            name,
            share: answer.values[i] ?? 0,
            text: percent(answer.values[i] ?? 0),
            isMarked: i === best,
          }))}
        />
      </div>
    </Named>
  );
}

/** The moment's first layer applied to the current drawing. */
function Maps({ moment }: { readonly moment: HistoryMoment }) {
  const { words } = useLessons();
  const { pipeline } = useWorkspace().input;
  const input = useInput();
  const shape = input && `${input.rows} ${input.columns}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the input only its shape matters to the model.
  const model = useMemo(() => (input?.planes === 1 ? firstLayer(input, moment) : null), [shape, moment]);
  const fed = input && (pipeline.current?.tensor ?? null);
  const [maps] = useRun(model, fed, nodes)?.read ?? [];
  if (!maps) return null;
  const size = maps.rows * maps.columns;
  const extent = extentOf(maps, 1e-6);
  const planeOf = (i: number): Planes => ({
    ...maps,
    planes: 1,
    values: maps.values.subarray(i * size, (i + 1) * size),
  });
  return (
    <Named title={words.page.theirMaps} note={`±${fixed(extent, 1)}`}>
      <div className="map-strip">
        {Array.from({ length: maps.planes }, (_, i) => (
          <Board
            // biome-ignore lint/suspicious/noArrayIndexKey: a map is its place in the layer.
            key={i}
            {...planeOf(i)}
            extent={extent}
            label={fill(words.page.chosenMap, { number: `${i}` })}
          />
        ))}
      </div>
    </Named>
  );
}
