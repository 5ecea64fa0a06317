/** Lesson 8: the maps of a layer of the digits network, and what each value depends on. */
import { useMemo } from 'react';
import type { Evidence, Planes } from '../../../store/lessons/evidence';
import { fieldOf, type LayerMaps, layerMaps } from '../../../store/lessons/fields';
import type { Network } from '../../../workspace/network';
import { fixed, rounded } from '../../../workspace/numbers';
import { useTensors } from '../../explore/glass/useTensors';
import { Choice } from '../../parts/Choice';
import { useWork } from '../../playground';
import { useLearner, useLessons, usePublish } from '../context';
import { Board, Named } from '../parts/Board';
import { Part, useIsCovered } from '../parts/Part';
import { fill } from '../text';
import { useInput } from '../useLive';
import { NeedsInput } from './PixelsView';

const layers = ['relu1', 'pool1', 'relu2', 'pool2', 'relu3'] as const;
type LayerName = (typeof layers)[number];
const isLayer = (name: string): name is LayerName => layers.some((layer) => layer === name);

export function LayersView() {
  const network = useWork((state) => state.network);
  const layer = useLearner(({ settings }) => settings.layer);
  const input = useInput();
  const maps = useMemo(() => network && layerMaps(network, layer), [network, layer]);
  if (!network || !maps || !input || !isLayer(layer)) return <NeedsInput />;
  return <Layer key={`${network.spec.name} ${layer}`} network={network} input={input} layer={layer} maps={maps} />;
}

interface Props {
  readonly network: Network;
  readonly input: Planes;
  readonly layer: LayerName;
  readonly maps: LayerMaps;
}

function Layer({ network, input, layer, maps }: Props) {
  const { words, learner } = useLessons();
  const { channel, cell, trail } = useLearner((state) => state.settings);
  const { tensor, planes, rows, columns } = maps;
  const [values] = useTensors(useMemo(() => [tensor], [tensor])) ?? [];
  const peaks = useMemo(() => (values ? peaksOf(values, planes) : []), [values, planes]);
  usePublish(
    useMemo<Evidence>(
      () => ({ view: 'layers', network, layer, channel, peaks, trail, isEmpty: false }),
      [network, layer, channel, peaks, trail],
    ),
  );
  const isFieldCovered = useIsCovered('field');
  const size = rows * columns;
  const extent = Math.max(...peaks, 1e-6);
  const within: readonly [number, number] = [Math.min(cell[0], rows - 1), Math.min(cell[1], columns - 1)];
  const field = fieldOf(network, layer, within[0], within[1]);
  const [fieldRows, fieldColumns] = field ? [field.bottom - field.top + 1, field.right - field.left + 1] : [0, 0];
  const frame = field && !isFieldCovered ? { ...field, rows: fieldRows, columns: fieldColumns } : null;
  const chosen = Math.min(channel, planes - 1);
  const name = fill(words.page.chosenMap, { number: `${chosen}` });
  return (
    <>
      <div className="lesson-controls">
        <Choice
          label={words.page.layer}
          options={layers}
          value={layer}
          onChange={(value) => learner.set({ layer: value, channel: 0 })}
          name={(value) => words.page.layers[value]}
        />
      </div>
      <div className="view-row">
        <Part name="input">
          <Named title={words.page.drawing} note={`${input.rows} × ${input.columns}`}>
            <Board {...input} ink="ink" label={words.page.inputMap} frame={frame} />
          </Named>
        </Part>
        <Named title={name} note={values && rounded(values[chosen * size + within[0] * columns + within[1]] ?? 0)}>
          <Board
            values={values?.subarray(chosen * size, (chosen + 1) * size) ?? new Float32Array(size)}
            rows={rows}
            columns={columns}
            extent={extent}
            label={name}
            cell={within}
            onCell={(row, column) => learner.point(row, column)}
          />
        </Named>
        <Part name="maps" className="map-choice">
          {planes > 1 &&
            peaks.map((peak, plane) => {
              const label = fill(words.page.map, { number: `${plane}`, value: fixed(peak, 2) });
              return (
                <button
                  // biome-ignore lint/suspicious/noArrayIndexKey: a map is its place in the layer.
                  key={plane}
                  type="button"
                  aria-pressed={plane === chosen}
                  aria-label={label}
                  title={label}
                  onClick={() => learner.set({ channel: plane })}
                >
                  <Board
                    values={values?.subarray(plane * size, (plane + 1) * size) ?? new Float32Array(size)}
                    rows={rows}
                    columns={columns}
                    extent={extent}
                    label={label}
                  />
                  <span className="number">{fixed(peak, 2)}</span>
                </button>
              );
            })}
        </Part>
      </div>
      <Part name="field" className="view-line">
        <p>{fill(words.page.field, { rows: `${fieldRows}`, columns: `${fieldColumns}` })}</p>
      </Part>
    </>
  );
}

/** The largest value of each plane. */
function peaksOf(values: Float32Array, planes: number): readonly number[] {
  const size = values.length / planes;
  return Array.from({ length: planes }, (_, plane) =>
    values.subarray(plane * size, (plane + 1) * size).reduce((most, value) => Math.max(most, value), -Infinity),
  );
}
