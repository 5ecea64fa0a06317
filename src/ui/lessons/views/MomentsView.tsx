/** Lesson 10: twenty moments of the real training run: the first filters, their maps of the drawing, the accuracy. */
import { useMemo } from 'react';
import type { Evidence, Planes } from '../../../store/lessons/evidence';
import { firstLayer, type HistoryMoment } from '../../../store/lessons/trainingHistory';
import { fixed, grouped, percent } from '../../../workspace/numbers';
import { Slider } from '../../parts/Slider';
import { useWorkspace } from '../../playground';
import { useLessons, usePublish, useSetting } from '../context';
import { Board, Named } from '../parts/Board';
import { Part } from '../parts/Part';
import { fill } from '../text';
import { useHistory } from '../useHistory';
import { useInput, useRun } from '../useLive';
import { extentOf } from './ConvolutionView';
import { Curve } from './Curve';

const nodes = ['conv'] as const;
const SIDE = 5;

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
  const last = history.at(-1)?.step ?? 0;
  const step = fill(words.page.stepOf, { step: grouped(moment.step), steps: grouped(last) });
  const filters = moment.weight.length / SIDE ** 2;
  // One scale for all moments; otherwise the growth of weights would be invisible.
  const extent = Math.max(...history.map(({ weight }) => extentOf({ values: weight }, 0)));
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
      </Part>
      <Part name="moments">
        <h3>{words.page.filters}</h3>
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
        <Maps moment={moment} />
      </Part>
      <Part name="curve" className="view-line">
        <p>
          {words.page.accuracy}: <b className="number">{percent(moment.accuracy)}</b>
        </p>
        <p>
          {words.page.loss}: <b className="number">{fixed(moment.loss, 3)}</b>
        </p>
        <Curve history={history} at={at} label={words.page.curve} />
      </Part>
    </>
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
