/** Lesson 13: the drawing rotated, faded, made noisy and framed, and the trained network's answer. */
import { useMemo } from 'react';
import { type Evidence, type Planes, placeOfLargest } from '../../../store/lessons/evidence';
import { normalised, perturbed } from '../../../store/lessons/perturbed';
import type { Network } from '../../../workspace/network';
import { fixed, percent } from '../../../workspace/numbers';
import { Slider } from '../../parts/Slider';
import { Toggle } from '../../parts/Toggle';
import { useWork, useWorkspace } from '../../playground';
import { useLearner, useLessons, usePublish } from '../context';
import { Bars } from '../parts/Bars';
import { Board, Named } from '../parts/Board';
import { Part } from '../parts/Part';
import { fill } from '../text';
import { useInput, useRun } from '../useLive';
import { NeedsInput } from './PixelsView';

const MOST_TURN = 180;
const TURN_STEP = 5;
const MOST_NOISE = 0.5;

export function LimitsView() {
  const network = useWork((state) => state.network);
  const input = useInput();
  if (!network || input?.planes !== 1) return <NeedsInput />;
  return <Limits key={network.spec.name} network={network} input={input} />;
}

function Limits({ network, input }: { readonly network: Network; readonly input: Planes }) {
  const { words, learner } = useLessons();
  const { engine } = useWorkspace();
  const settings = useLearner((state) => state.settings);
  const { turn, noise, contrast, frame } = settings;
  const weights = useMemo(() => engine.loaded?.stored.weights ?? new Map<string, Float32Array>(), [engine]);
  const model = useMemo(() => ({ spec: network.spec, weights }), [network, weights]);
  const nodes = useMemo(() => [network.spec.output], [network]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only these settings matter to the picture.
  const shown = useMemo(() => perturbed(input, settings), [input, turn, noise, contrast, frame]);
  const before = useMemo(() => normalised(network, input.values), [network, input]);
  const after = useMemo(() => normalised(network, shown.values), [network, shown]);
  const first = useRun(model, before, nodes);
  const second = useRun(model, after, nodes);
  const original = useMemo(
    () => (first?.input === before ? [...(first.read[0]?.values ?? [])] : null),
    [first, before],
  );
  const answer = useMemo(() => (second?.input === after ? [...(second.read[0]?.values ?? [])] : null), [second, after]);
  usePublish(
    useMemo<Evidence | null>(
      () =>
        original &&
        answer && { view: 'limits', network, weights, input, turn, noise, contrast, frame, original, answer },
      [network, weights, input, turn, noise, contrast, frame, original, answer],
    ),
  );
  return (
    <>
      <Part name="controls" className="lesson-controls">
        <Slider
          label={words.page.turn}
          limits={[-MOST_TURN, MOST_TURN, TURN_STEP]}
          value={turn}
          text={`${fixed(turn, 0)}°`}
          onChange={(value) => learner.set({ turn: value })}
        />
        <Slider
          label={words.page.noise}
          limits={[0, MOST_NOISE, 0.01]}
          value={noise}
          text={percent(noise)}
          onChange={(value) => learner.set({ noise: value })}
        />
        <Slider
          label={words.page.contrast}
          limits={[-1, 1, 0.1]}
          value={contrast}
          text={fixed(contrast, 1)}
          onChange={(value) => learner.set({ contrast: value })}
        />
        <Toggle label={words.page.frame} checked={frame} onChange={(value) => learner.set({ frame: value })} />
      </Part>
      <div className="view-row">
        <Named title={words.page.asDrawn}>
          <Board {...input} ink="ink" label={words.page.asDrawn} />
        </Named>
        <Named title={words.page.asShown}>
          <Board {...shown} ink="ink" label={words.page.asShown} />
        </Named>
        {answer && original && <Says network={network} answer={answer} original={original} />}
      </div>
    </>
  );
}

interface SaysProps {
  readonly network: Network;
  readonly answer: readonly number[];
  readonly original: readonly number[];
}

function Says({ network, answer, original }: SaysProps) {
  const { words } = useLessons();
  const { labels } = network.spec;
  const [now, then] = [placeOfLargest(answer), placeOfLargest(original)];
  const label = labels[now] ?? '';
  return (
    <Part name="answer" className="says stack tight">
      <h3>{words.page.says}</h3>
      <p className="says-digit" data-testid="lesson-answer" data-best={now} data-original={then}>
        {label}
      </p>
      <p className={now === then ? 'muted' : 'says-changed'}>
        {now === then ? words.page.unchanged : fill(words.page.changed, { label: labels[then] ?? '' })}
      </p>
      <Bars
        label={words.page.probabilities}
        bars={labels.map((name, i) => ({
          name,
          share: answer[i] ?? 0,
          text: percent(answer[i] ?? 0),
          isMarked: i === now,
        }))}
      />
    </Part>
  );
}
