/** Lesson 1: the input as numbers, and its planes. */
import { useMemo } from 'react';
import { type Evidence, type Planes, valueAt } from '../../../store/lessons/evidence';
import { fixed } from '../../../workspace/numbers';
import { useWork } from '../../playground';
import { useLessons, usePublish, useSetting } from '../context';
import { Board, Named } from '../parts/Board';
import { Grid } from '../parts/Grid';
import { Part } from '../parts/Part';
import { useInput } from '../useLive';

const channels = ['red', 'green', 'blue'] as const;
/** How many cells on each side of the pointer show their numbers. */
const REACH = 2;

const planeOf = ({ values, rows, columns }: Planes, plane: number): Planes => ({
  values: values.subarray(plane * rows * columns, (plane + 1) * rows * columns),
  planes: 1,
  rows,
  columns,
});

export function PixelsView() {
  const { words, learner } = useLessons();
  const input = useInput();
  const cell = useSetting('cell');
  const preprocessing = useWork((state) => state.network?.preprocessing ?? null);
  usePublish(
    useMemo<Evidence>(() => {
      const [mean, deviation] = [preprocessing?.mean[0], preprocessing?.deviation[0]];
      const normal = mean === undefined || deviation === undefined ? null : { mean, deviation };
      return { view: 'pixels', input, cell, normal };
    }, [input, cell, preprocessing]),
  );

  if (!input) return <NeedsInput />;
  const { values, rows, columns, planes } = input;
  const within: readonly [number, number] = [Math.min(cell[0], rows - 1), Math.min(cell[1], columns - 1)];
  const isColour = planes === 3;
  return (
    <div className="view-row">
      <Part name="window">
        <Named title={words.page.inputMap} note={`${rows} × ${columns}`}>
          <Board
            values={values}
            rows={rows}
            columns={columns}
            ink={isColour ? 'colour' : 'ink'}
            label={words.page.inputMap}
            cell={within}
            onCell={(row, column) => learner.point(row, column)}
          />
        </Named>
      </Part>
      {isColour ? (
        channels.map((channel, plane) => {
          const own = planeOf(input, plane);
          return (
            <Named key={channel} title={words.page.channels[channel]} note={fixed(valueAt(own, within), 2)}>
              <Board {...own} ink={channel} label={words.page.channels[channel]} />
            </Named>
          );
        })
      ) : (
        <Around input={input} cell={within} />
      )}
    </div>
  );
}

function Around({ input, cell }: { readonly input: Planes; readonly cell: readonly [number, number] }) {
  const { words } = useLessons();
  const side = 2 * REACH + 1;
  const values = Array.from({ length: side * side }, (_, i) => {
    const [row, column] = [cell[0] - REACH + Math.floor(i / side), cell[1] - REACH + (i % side)];
    const isInside = row >= 0 && row < input.rows && column >= 0 && column < input.columns;
    return isInside ? valueAt(input, [row, column]) : Number.NaN;
  });
  return (
    <Named title={words.page.around} note={fixed(valueAt(input, cell), 2)}>
      <Grid
        label={words.page.around}
        columns={side}
        values={values.map((value) => (Number.isNaN(value) ? 0 : value))}
        texts={values.map((value) => (Number.isNaN(value) ? '' : fixed(value, 2)))}
        extent={1}
        isInk
        marked={(side * side - 1) / 2}
      />
    </Named>
  );
}

/** Placeholder of a view without input. */
export function NeedsInput() {
  const { words } = useLessons();
  const brings = useSetting('brings');
  return <p className="view-empty">{brings === 'draw' ? words.page.needsInput : words.page.needsPicture}</p>;
}

/** Placeholder of a view that is being computed for the first time. */
export function Coming() {
  const { words } = useLessons();
  return <p className="view-empty view-coming">{words.page.pending}</p>;
}
