/** Lessons 2, 4, 5 and 6: one kernel over the drawing; its window, products, feature map, and ReLU after it. */
import { useMemo } from 'react';
import { equationOf, originOf } from '../../../store/lessons/equation';
import { type Evidence, type Planes, valueAt } from '../../../store/lessons/evidence';
import { convolution } from '../../../store/lessons/models';
import { fixed } from '../../../workspace/numbers';
import { useLearner, useLessons, usePublish, useSetting } from '../context';
import { Board, Named } from '../parts/Board';
import { Grid } from '../parts/Grid';
import { Part } from '../parts/Part';
import { fill } from '../text';
import { useInput, useRun } from '../useLive';
import { ConvolutionControls } from './ConvolutionControls';
import { Coming, NeedsInput } from './PixelsView';
import { Played } from './Played';

const nodes = ['conv', 'relu'] as const;

export const extentOf = ({ values }: Pick<Planes, 'values'>, least = 1): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), least);

export function ConvolutionView() {
  const { words, learner } = useLessons();
  const { kernel, stride, padding, bias, activation, cell, visited } = useLearner((state) => state.settings);
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
      return { view: 'convolution', input, kernel, stride, padding, bias, cell, visited, feature, active };
    }, [input, kernel, stride, padding, bias, cell, visited, feature, active, isCurrent]),
  );

  if (!input) return <NeedsInput />;
  if (!feature || !active) return <Coming />;
  const within: readonly [number, number] = [
    Math.min(cell[0], feature.rows - 1),
    Math.min(cell[1], feature.columns - 1),
  ];
  const [top, left] = originOf({ stride, padding, cell: within });
  const extent = extentOf(feature);
  const point = (row: number, column: number): void => learner.point(row, column);
  return (
    <>
      <ConvolutionControls />
      <div className="view-row">
        <Part name="window">
          <Named title={words.page.drawing} note={`${input.rows} × ${input.columns}`}>
            <Board
              {...input}
              ink="gray"
              label={words.page.inputMap}
              frame={{ top, left, rows: kernel.side, columns: kernel.side }}
            />
          </Named>
        </Part>
        <Part name="feature">
          <Named title={words.page.feature} note={`±${fixed(extent, 1)}`}>
            <Board {...feature} extent={extent} label={words.page.feature} cell={within} onCell={point} />
          </Named>
        </Part>
        {activation && (
          <Part name="active">
            <Named title={words.page.active} note={`${words.page.result} ${fixed(valueAt(active, within), 2)}`}>
              <Board {...active} extent={extent} label={words.page.active} cell={within} onCell={point} />
            </Named>
          </Part>
        )}
      </div>
      <OutputSize input={input} feature={feature} />
      {model && (
        <Part name="feature">
          <Played model={model} input={input.values} node="conv" columns={feature.columns} />
        </Part>
      )}
      {isCurrent && <Products input={input} value={valueAt(feature, within)} cell={within} />}
    </>
  );
}

function OutputSize({ input, feature }: { readonly input: Planes; readonly feature: Planes }) {
  const { words } = useLessons();
  const { kernel, stride, padding } = useLearner((state) => state.settings);
  const values = {
    input: `${input.columns}`,
    padding: `${padding}`,
    kernel: `${kernel.side}`,
    stride: `${stride}`,
    output: `${feature.columns}`,
  };
  const remainder = (input.columns + 2 * padding - kernel.side) % stride;
  return (
    <Part name="size" className="view-line">
      <p data-testid="output-size" data-height={feature.rows} data-width={feature.columns}>
        {words.page.size}: <span className="number">{fill(words.page.formula, values)}</span>{' '}
        {stride > 1 && <span className="number">({fill(words.page.remainder, { remainder: `${remainder}` })})</span>}
      </p>
    </Part>
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
      <Named title={words.page.under}>
        <Grid label={words.page.under} columns={side} values={equation.pixels} extent={1} />
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
