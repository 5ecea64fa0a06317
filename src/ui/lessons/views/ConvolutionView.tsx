/** Lessons 2, 4, 5 and 6: one kernel over the drawing; its window, products, feature map, and ReLU after it. */
import { useMemo } from 'react';
import { equationOf, originOf } from '../../../store/lessons/equation';
import { type Cell, type Evidence, extentOf, type Planes, valueAt } from '../../../store/lessons/evidence';
import { convolution, type SmallModel } from '../../../store/lessons/models';
import { movedRight } from '../../../store/lessons/perturbed';
import { fixed } from '../../../workspace/numbers';
import { useLearner, useLessons, usePublish, useSetting } from '../context';
import { Board, Named } from '../parts/Board';
import { Grid } from '../parts/Grid';
import { Part, shareOf, useIsCovered } from '../parts/Part';
import { fill } from '../text';
import { useInput, useRun } from '../useLive';
import { ConvolutionControls } from './ConvolutionControls';
import { Coming, NeedsInput } from './PixelsView';
import { Played } from './Played';
import { Sizes } from './Sizes';

const nodes = ['conv', 'relu'] as const;

export function ConvolutionView() {
  const { words, learner } = useLessons();
  const settings = useLearner((state) => state.settings);
  const { kernel, stride, padding, bias, activation, cell, trail, fills, shift, found } = settings;
  const input = useInput();
  const shape = input && `${input.planes} ${input.rows} ${input.columns}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the input only its shape matters to the model.
  const model = useMemo(
    () => (input?.planes === 1 ? convolution(input, { kernel, stride, padding, bias }) : null),
    [shape, kernel, stride, padding, bias],
  );
  const answered = useRun(model, input?.values ?? null, nodes);
  // An answer is valid only for its own question: until the next one arrives, there is none.
  const isCurrent = answered?.model === model && answered?.input === input?.values;
  const [feature = null, active = null] = answered?.read ?? [];
  usePublish(
    useMemo<Evidence | null>(() => {
      if (input && !isCurrent) return null;
      return { view: 'convolution', input, kernel, stride, padding, bias, cell, trail, feature, active };
    }, [input, kernel, stride, padding, bias, cell, trail, feature, active, isCurrent]),
  );

  const isCovered = useIsCovered('feature');
  if (!input) return <NeedsInput />;
  if (!feature || !active) return <Coming />;
  const within: Cell = [Math.min(cell[0], feature.rows - 1), Math.min(cell[1], feature.columns - 1)];
  const [top, left] = originOf({ stride, padding, cell: within });
  const extent = extentOf(feature);
  const point = (row: number, column: number): void => learner.point(row, column);
  const half = (kernel.side - 1) / 2;
  // The window's middle follows the pointer, as far as there are places for it.
  const placeOf = (pixel: number, count: number): number =>
    Math.min(count - 1, Math.max(0, Math.round((pixel + padding - half) / stride)));
  return (
    <>
      <ConvolutionControls />
      {found ? (
        <Sizes input={input} />
      ) : (
        <div className="one-scale">
          <Part name="window" columns={input.columns}>
            <Named title={words.page.drawing} note={`${input.rows} × ${input.columns}`}>
              <Board
                {...input}
                ink="ink"
                label={words.page.drawing}
                frame={{ top, left, rows: kernel.side, columns: kernel.side }}
                cell={[top + Math.floor(half), left + Math.floor(half)]}
                onCell={(row, column) => point(placeOf(row, feature.rows), placeOf(column, feature.columns))}
              />
            </Named>
          </Part>
          <Part name="feature" columns={feature.columns}>
            <Named title={words.page.feature} note={`±${fixed(extent, 1)}`}>
              <Board
                {...feature}
                extent={extent}
                label={words.page.feature}
                seen={fills ? trail : null}
                cell={within}
                onCell={point}
              />
            </Named>
          </Part>
          {activation && (
            <Part name="active" columns={active.columns}>
              <Named title={words.page.active} note={`${words.page.result} ${fixed(valueAt(active, within), 2)}`}>
                <Board {...active} extent={extent} label={words.page.active} cell={within} onCell={point} />
              </Named>
            </Part>
          )}
          {shift > 0 && model && <Shifted input={input} model={model} extent={extent} by={shift} />}
        </div>
      )}
      {isCurrent && !found && <Products input={input} value={valueAt(feature, within)} cell={within} />}
      {model && !isCovered && <Played model={model} input={input.values} node="conv" columns={feature.columns} />}
    </>
  );
}

interface ShiftedProps {
  readonly input: Planes;
  readonly model: SmallModel;
  readonly extent: number;
  readonly by: number;
}

/** The same drawing further to the right, and its map, each outlined where the first one is. */
function Shifted({ input, model, extent, by }: ShiftedProps) {
  const { words } = useLessons();
  const moved = useMemo(() => movedRight(input, by), [input, by]);
  const [map] = useRun(model, moved.values, nodes)?.read ?? [];
  if (!map) return null;
  const frame = { top: 0, left: by, rows: input.rows, columns: input.columns };
  return (
    <>
      <div className="part" style={shareOf(input.columns)}>
        <Named title={fill(words.page.further, { pixels: `${by}` })}>
          <Board {...moved} ink="ink" label={fill(words.page.further, { pixels: `${by}` })} frame={frame} />
        </Named>
      </div>
      <div className="part" style={shareOf(map.columns)}>
        <Named title={words.page.itsMap}>
          <Board {...map} extent={extent} label={words.page.itsMap} frame={{ ...frame, rows: map.rows }} />
        </Named>
      </div>
    </>
  );
}

/** Drops the leading zero: many numbers side by side have no room for it. */
const withoutZero = (text: string): string => text.replace(/^(−?)0\./, '$1.');

interface ProductsProps {
  readonly input: Planes;
  readonly value: number;
  readonly cell: readonly [number, number];
}

function Products({ input, value, cell }: ProductsProps) {
  const { words } = useLessons();
  const { kernel, stride, padding, bias, activation } = useLearner((state) => state.settings);
  const equation = useMemo(
    () => equationOf({ input, kernel, stride, padding, bias, cell }, value),
    [input, kernel, stride, padding, bias, cell, value],
  );
  const { texts } = equation;
  const weightExtent = Math.max(...kernel.weights.map(Math.abs), 1e-9);
  const side = kernel.side;
  const sum = useSetting('bias') === 0 ? null : `${texts.sum} + ${texts.bias} = `;
  return (
    <Part name="sum" className="products">
      <Named title={words.page.underWindow}>
        <Grid label={words.page.underWindow} columns={side} values={equation.pixels} extent={1} isInk />
      </Named>
      <span className="sign" aria-hidden>
        ×
      </span>
      <Part name="kernel">
        <Named title={words.page.kernel}>
          <Grid label={words.page.kernel} columns={side} values={kernel.weights} extent={weightExtent} />
        </Named>
      </Part>
      <span className="sign" aria-hidden>
        =
      </span>
      <Named title={words.page.products}>
        <Grid
          label={words.page.products}
          columns={side}
          values={equation.products}
          texts={side > 4 ? texts.products.map(withoutZero) : texts.products}
          extent={Math.max(...equation.products.map(Math.abs), 1)}
        />
      </Named>
      <p className="total">
        <span>{words.page.sum}</span>
        <b className="number" data-testid="lesson-sum">
          {sum}
          {texts.result}
        </b>
        {activation && (
          <>
            <span>{words.page.afterRelu}</span>
            <b className="number">{fixed(Math.max(0, value), 2)}</b>
          </>
        )}
      </p>
    </Part>
  );
}
