/** Lesson 7: max, average and min pooling of the same picture, clean or noisy, and the error of each. */
import { useMemo } from 'react';
import { rootMeanSquare } from '../../../store/lessons/course/pooling';
import { type Evidence, type Planes, valueAt } from '../../../store/lessons/evidence';
import { poolings } from '../../../store/lessons/models';
import { withNoise } from '../../../store/lessons/noise';
import { fixed, percent } from '../../../workspace/numbers';
import { Slider } from '../../parts/Slider';
import { Toggle } from '../../parts/Toggle';
import { useLearner, useLessons, usePublish } from '../context';
import { Bars } from '../parts/Bars';
import { Board, type Frame, Named } from '../parts/Board';
import { Grid } from '../parts/Grid';
import { Part, useIsCovered } from '../parts/Part';
import { useInput, useRun } from '../useLive';
import { Coming, NeedsInput } from './PixelsView';
import { Played } from './Played';

const kinds = ['max', 'average', 'min'] as const;
const MOST_NOISE = 0.5;

export function PoolingView() {
  const { words, learner } = useLessons();
  const { window, isGlobal, noise, cell } = useLearner((state) => state.settings);
  const given = useInput();
  const input = given?.planes === 1 ? given : null;
  const shown = useMemo(() => (input && noise > 0 ? withNoise(input, noise) : input), [input, noise]);
  const shape = input && `${input.rows} ${input.columns}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the input only its shape matters to the model.
  const model = useMemo(() => input && poolings(input, window, isGlobal), [shape, window, isGlobal]);
  const answered = useRun(model, shown?.values ?? null, kinds);
  const clean = useRun(model, input?.values ?? null, kinds);
  const isCurrent = answered?.model === model && answered?.input === shown?.values;
  const pooled = useMemo(() => {
    const [max, average, min] = answered?.read ?? [];
    return max && average && min ? { max, average, min } : null;
  }, [answered]);
  usePublish(
    useMemo<Evidence | null>(
      () => (input && !isCurrent ? null : { view: 'pooling', input, window, noise, isGlobal, cell, pooled }),
      [input, window, noise, isGlobal, cell, pooled, isCurrent],
    ),
  );

  const areErrorsCovered = useIsCovered('errors');
  if (!input || !shown) return <NeedsInput />;
  if (!pooled) return <Coming />;
  const { rows, columns } = pooled.max;
  const within: readonly [number, number] = [Math.min(cell[0], rows - 1), Math.min(cell[1], columns - 1)];
  const frame = isGlobal
    ? { top: 0, left: 0, rows: input.rows, columns: input.columns }
    : { top: within[0] * window, left: within[1] * window, rows: window, columns: window };
  return (
    <>
      <Part name="controls" className="lesson-controls">
        <Slider
          label={words.page.noise}
          limits={[0, MOST_NOISE, 0.01]}
          value={noise}
          text={percent(noise)}
          onChange={(value) => learner.set({ noise: value })}
        />
        <Toggle
          label={words.page.global}
          checked={isGlobal}
          onChange={(value) => learner.set({ isGlobal: value, cell: [0, 0] })}
        />
      </Part>
      <div className="one-scale">
        <Part name="window" columns={input.columns}>
          <Named title={words.page.pooledMap} note={`${input.rows} × ${input.columns}`}>
            <Board {...shown} ink="ink" label={words.page.pooledMap} frame={frame} />
          </Named>
        </Part>
        {kinds.map((kind) => (
          <Part key={kind} name="pooled" columns={columns}>
            <Named title={words.page[kind]} note={fixed(valueAt(pooled[kind], within), 2)}>
              <Board
                {...pooled[kind]}
                ink="ink"
                label={words.page[kind]}
                cell={within}
                onCell={(row, column) => learner.point(row, column)}
              />
            </Named>
            {!isGlobal && (
              <Windowed kind={kind} values={windowOf(shown, frame)} result={valueAt(pooled[kind], within)} />
            )}
          </Part>
        ))}
      </div>
      <Part name="size" className="view-line">
        <p data-testid="output-size" data-height={rows} data-width={columns}>
          {words.page.size}: <span className="number">{`${rows} × ${columns}`}</span>
        </p>
      </Part>
      {model && !isGlobal && <Played model={model} input={shown.values} node="max" columns={columns} />}
      {(noise > 0 || areErrorsCovered) && <Errors pooled={pooled} clean={clean?.model === model ? clean.read : []} />}
    </>
  );
}

/** The values under a window, row by row. */
const windowOf = (map: Planes, { top, left, rows, columns }: Frame): readonly number[] =>
  Array.from({ length: rows * columns }, (_, i) => valueAt(map, [top + Math.floor(i / columns), left + (i % columns)]));

interface WindowedProps {
  readonly kind: (typeof kinds)[number];
  readonly values: readonly number[];
  readonly result: number;
}

/** The window's numbers, the one that wins marked, and what they become. */
function Windowed({ kind, values, result }: WindowedProps) {
  const { words } = useLessons();
  const winner = kind === 'average' ? null : values.indexOf(result);
  return (
    <div className="windowed">
      <Grid
        label={words.page.underWindow}
        columns={Math.sqrt(values.length)}
        values={values}
        texts={values.map((value) => fixed(value, 2))}
        extent={1}
        isInk
        marked={winner}
      />
      <span aria-hidden>→</span>
      <b className="number">{fixed(result, 2)}</b>
    </div>
  );
}

interface ErrorsProps {
  readonly pooled: { readonly [K in (typeof kinds)[number]]: Planes };
  readonly clean: readonly Planes[];
}

function Errors({ pooled, clean }: ErrorsProps) {
  const { words } = useLessons();
  const errors = kinds.map((kind, i) => {
    const map = clean[i];
    return map?.values.length === pooled[kind].values.length ? rootMeanSquare(pooled[kind], map) : 0;
  });
  const largest = Math.max(...errors, 0.1);
  return (
    <Part name="errors" className="view-line">
      <h3>{words.page.error}</h3>
      <Bars
        label={words.page.error}
        bars={kinds.map((kind, i) => ({
          name: words.page[kind],
          share: (errors[i] ?? 0) / largest,
          text: fixed(errors[i] ?? 0, 3),
        }))}
      />
      <p className="muted">{words.page.errorHelp}</p>
    </Part>
  );
}
