/** One part of the sum: the window of its plane, the kernel, and their products as they appear. */
import { useTranslation } from 'react-i18next';
import type { Explanation, Product, Term } from '../../layers/explain';
import { brief, exact } from '../../workspace/numbers';
import { cellLook, inputLook, largestOf } from '../../workspace/player/picture';
import { positionOver, windowOf } from '../../workspace/player/sweep';
import { type GridPlace, SIGN, workLayout } from '../../workspace/player/workLayout';
import type { PlaneLook } from '../../workspace/stage/mapPixels';
import { cell, empty, outline, write } from './draw';
import { type Draw, type DrawMoving, LayeredCanvas } from './LayeredCanvas';
import type { View } from './view';

const isProduct = (term: Term | Product): term is Product => 'weight' in term;
/** Without the leading zero. */
const short = (text: string): string => text.replace(/^(−?)0\./, '$1.');
/** Characters of a value or weight, and of a summand: a sign, four digits and a point. */
const [CELL, SUMMAND] = [4, 6];
const nothing: Draw = () => {};

/** The winner's position in the window, if there is one. */
function winnerOf(explanation: Explanation, terms: readonly Term[]): number {
  if (explanation.kind !== 'window' || explanation.reduce === 'average') return -1;
  return terms.findIndex(({ index, value }) => index !== null && value === explanation.result);
}

/** One term, with every digit that its layer reads, and its contribution. */
function written(explanation: Explanation, term: Term | Product, text: string): string {
  if (isProduct(term)) return `${exact(term.value)} × ${exact(term.weight)} = ${text}`;
  if (explanation.kind !== 'softmax') return exact(term.value);
  const largest = Math.max(...explanation.terms.map(({ value }) => value));
  return `exp(${exact(term.value)} − ${exact(largest)}) = ${text}`;
}

/** The grids' title: a window on a map, or all values. */
function titleOf({ sweep, step: { explanation } }: View) {
  if (explanation.kind === 'softmax') return 'player.exponentials';
  const isWindow = positionOver(sweep, 0, 0) !== null;
  if (explanation.kind === 'weighted') return isWindow ? 'player.products' : 'player.weighted';
  return isWindow ? 'player.window' : 'player.values';
}

export function WorkView({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const { source, sweep, values, step, done, part, palette, inks } = view;
  const { terms, input, plane } = step.parts[part] ?? { terms: [], input: 0, plane: 0 };
  const texts = step.texts[part] ?? [];
  const window = windowOf(sweep);
  const columns = Math.min(window.columns, Math.max(1, terms.length));
  const rows = Math.ceil(terms.length / columns);
  const before = (step.ends[part] ?? 0) - terms.length;
  const shown = Math.min(terms.length, done.done - before);
  const hasKernel = terms.some(isProduct);
  const characters = hasKernel ? [CELL, CELL, SUMMAND] : [SUMMAND];

  const moving: DrawMoving = (context, { width }) => {
    const { grids } = workLayout(rows, columns, characters, width);
    const [first, second, third] = grids;
    const look = inputLook(source, sweep, values, { input, plane });
    const weights: PlaneLook = {
      colour: 'signed',
      extent: largestOf(values.weights.get('weight') ?? new Float32Array()),
    };
    const products: PlaneLook = {
      colour: 'signed',
      extent: Math.max(0, ...step.adds.flat().map(Math.abs).filter(Number.isFinite)),
    };
    context.font = `12px ${inks.font}`;
    const boxIn = ({ x, y, cellWidth, cellHeight }: GridPlace, tap: number) => ({
      x: x + (tap % columns) * cellWidth,
      y: y + Math.floor(tap / columns) * cellHeight,
      width: cellWidth,
      height: cellHeight,
    });
    const winner = done.result ? winnerOf(step.explanation, terms) : -1;
    terms.forEach((term, tap) => {
      if (first) {
        const box = boxIn(first, tap);
        const written = hasKernel ? brief(term.value) : short(texts[tap] ?? '');
        const text = first.isWritten ? written : '';
        if (term.index === null) empty(context, box, inks, text);
        else cell(context, box, cellLook(term.value, look, palette), text);
      }
      if (!isProduct(term)) return;
      if (second)
        cell(
          context,
          boxIn(second, tap),
          cellLook(term.weight, weights, palette),
          second.isWritten ? brief(term.weight) : '',
        );
      if (!third) return;
      const box = boxIn(third, tap);
      if (tap >= shown) empty(context, box, inks);
      else
        cell(
          context,
          box,
          cellLook(step.adds[part]?.[tap] ?? 0, products, palette),
          third.isWritten ? short(texts[tap] ?? '') : '',
        );
    });
    const current = winner >= 0 ? winner : shown > 0 && !done.bias && !done.result ? shown - 1 : -1;
    if (current >= 0) for (const grid of grids) outline(context, boxIn(grid, current), inks);
    context.fillStyle = inks.faint;
    context.font = `16px ${inks.font}`;
    if (second) {
      const height = second.cellHeight * rows;
      write(context, '×', { x: second.x - SIGN, y: second.y, width: SIGN, height });
    }
    if (third) {
      const height = third.cellHeight * rows;
      write(context, '=', { x: third.x - SIGN, y: third.y, width: SIGN, height });
    }
    return false;
  };

  const term = terms[Math.max(0, shown - 1)];
  const text = texts[Math.max(0, shown - 1)] ?? '';
  return (
    <section className="player-work" aria-label={t('player.window')}>
      <h3>{t(titleOf(view))}</h3>
      <LayeredCanvas
        heightFor={(width) => workLayout(rows, columns, characters, width).height}
        picture={nothing}
        moving={moving}
      />
      <p className="player-product number" data-testid="player-product" aria-hidden>
        {shown > 0 && term ? written(step.explanation, term, text) : ' '}
      </p>
    </section>
  );
}
