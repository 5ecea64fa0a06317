/** Lesson 3: one real filter of the objects network, its kernels separately and their sum. */
import { useMemo } from 'react';
import { type Evidence, extentOf, type Planes } from '../../../store/lessons/evidence';
import { single } from '../../../store/lessons/models';
import type { Network } from '../../../workspace/network';
import { fixed, rounded } from '../../../workspace/numbers';
import { Choice } from '../../parts/Choice';
import { Toggle } from '../../parts/Toggle';
import { useWork, useWorkspace } from '../../playground';
import { useLearner, useLessons, usePublish } from '../context';
import { Board, Named } from '../parts/Board';
import { Grid } from '../parts/Grid';
import { Part } from '../parts/Part';
import { fill } from '../text';
import { useInput, useRun } from '../useLive';
import { NeedsInput } from './PixelsView';

const channels = ['red', 'green', 'blue'] as const;
const nodes = ['conv'] as const;

export function FilterView() {
  const network = useWork((state) => state.network);
  const input = useInput();
  const { channels: on, filter } = useLearner((state) => state.settings);
  usePublish(
    useMemo<Evidence | null>(
      () => network && { view: 'filter', network, input, on, filter },
      [network, input, on, filter],
    ),
  );
  if (!network || input?.planes !== 3) return <NeedsInput />;
  return <Filter network={network} input={input} />;
}

/** The first convolution's weights [filters, channels, rows, columns] and biases. */
function useFirstFilters(network: Network) {
  const { engine } = useWorkspace();
  return useMemo(() => {
    const node = network.model.nodes.find(({ type }) => type === 'conv2d');
    const weights = engine.loaded?.stored.weights;
    const [shape] = node?.weights.map((weight) => weight.shape) ?? [];
    const weight = node && weights?.get(`${node.id}.weight`);
    if (!node || !weight || !shape) return null;
    const bias = weights?.get(`${node.id}.bias`) ?? new Float32Array(shape[0] ?? 0);
    return { weight, bias, count: shape[0] ?? 0, side: shape[2] ?? 1 };
  }, [network, engine]);
}

function Filter({ network, input }: { readonly network: Network; readonly input: Planes }) {
  const { words, learner } = useLessons();
  const { filter, channels: on } = useLearner((state) => state.settings);
  const first = useFirstFilters(network);
  const fed = useWorkspace().input.pipeline.current?.tensor ?? null;
  const chosen = useMemo(() => {
    if (!first) return null;
    const { weight, bias, side } = first;
    const size = side * side;
    return {
      side,
      bias: bias[filter] ?? 0,
      kernels: channels.map((_, c) => [...weight.subarray((3 * filter + c) * size, (3 * filter + c + 1) * size)]),
    };
  }, [first, filter]);

  if (!first || !chosen || !fed) return <NeedsInput />;
  const extent = Math.max(...chosen.kernels.flat().map(Math.abs), 1e-9);
  return (
    <>
      <Part name="controls" className="lesson-controls">
        <Choice
          label={words.page.filter}
          options={Array.from({ length: first.count }, (_, i) => i)}
          value={filter}
          onChange={(value) => learner.set({ filter: value })}
          name={(value) => fill(words.page.filterNumber, { number: `${value}` })}
        />
        {channels.map((channel, c) => (
          <Toggle
            key={channel}
            label={fill(words.page.switchKernel, { channel: words.page.channels[channel] })}
            checked={on[c] === true}
            onChange={(isOn) => learner.set({ channels: on.map((before, i) => (i === c ? isOn : before)) })}
          />
        ))}
      </Part>
      <div className="view-row wide">
        <div className="responses">
          {channels.map((channel, c) => (
            <div key={channel} className="response" data-off={on[c] === true ? undefined : true}>
              <Part name="kernel">
                <Named title={`${words.page.kernel}, ${words.page.channels[channel]}`}>
                  <Grid
                    label={fill(words.page.switchKernel, { channel: words.page.channels[channel] })}
                    columns={chosen.side}
                    values={chosen.kernels[c] ?? []}
                    extent={extent}
                  />
                </Named>
              </Part>
              <Response
                input={{ ...input, values: fed }}
                kernels={chosen.kernels.map((kernel, i) => (i === c ? kernel : kernel.map(() => 0)))}
                bias={0}
                title={fill(words.page.response, { channel: words.page.channels[channel] })}
              />
            </div>
          ))}
        </div>
        <Part name="feature">
          <Part name="sum">
            <Response
              input={{ ...input, values: fed }}
              kernels={chosen.kernels.map((kernel, i) => (on[i] === true ? kernel : kernel.map(() => 0)))}
              bias={chosen.bias}
              title={`${words.page.feature} (${words.page.bias} ${fixed(chosen.bias, 2)})`}
            />
          </Part>
        </Part>
      </div>
    </>
  );
}

interface ResponseProps {
  readonly input: Planes;
  readonly kernels: readonly (readonly number[])[];
  readonly bias: number;
  readonly title: string;
}

function Response({ input, kernels, bias, title }: ResponseProps) {
  const key = `${kernels.flat().join(' ')} ${bias} ${input.rows} ${input.columns}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers themselves are the key.
  const model = useMemo(() => single(input, kernels, bias), [key]);
  const answered = useRun(model, input.values, nodes);
  const [map] = answered?.read ?? [];
  if (!map) return null;
  const extent = extentOf(map, 1e-6);
  return (
    <Named title={title} note={`±${rounded(extent)}`}>
      <Board {...map} extent={extent} label={title} />
    </Named>
  );
}
