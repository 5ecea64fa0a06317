/** From products to result: the sum of each plane, the total, the bias, the result, the activation. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formulaOf } from '../../workspace/inspect/formula';
import { exact64 } from '../../workspace/numbers';
import { isSum } from '../../workspace/player/figures';
import { inputLook, outputLook } from '../../workspace/player/picture';
import { FunctionGraph } from './FunctionGraph';
import { usePlaneName } from './names';
import type { View } from './view';

/** Planes whose sums are listed one by one. */
const LISTED = 4;

interface Row {
  readonly id: string;
  readonly name: string;
  /** Empty until known. */
  readonly text: string;
  readonly kind?: 'total' | 'part';
  readonly formula?: string;
  readonly graph?: Parameters<typeof FunctionGraph>[0];
}

function resultName({ step: { explanation, activated } }: View, t: TFunction): string {
  if (explanation.kind === 'softmax') return t('player.share');
  if (explanation.kind === 'window' && explanation.reduce === 'average') {
    return t('player.mean', { divisor: explanation.divisor });
  }
  return t(activated === null ? 'player.result' : 'player.feature');
}

/** |value| at the ends of the colour scale of the input or the output. */
function extentOf({ source, sweep, values, step, part }: View, side: 'input' | 'output'): number {
  const look =
    side === 'output'
      ? outputLook(source, sweep, values)
      : inputLook(source, sweep, values, step.parts[part] ?? { input: 0, plane: 0 });
  return look.colour === 'signed' ? look.extent : 1;
}

function useRows(view: View): readonly Row[] {
  const { source, sweep, step, done, part } = view;
  const { t } = useTranslation();
  const name = usePlaneName(source, sweep);
  const { explanation, parts, sumTexts } = step;
  const sums = parts.map((each, k): Row & { readonly isDone: boolean } => {
    const isDone = done.done >= (step.ends[k] ?? Infinity);
    return { id: `sum${k}`, name: name(each), text: isDone ? (sumTexts[k] ?? '') : '', kind: 'part', isDone };
  });
  const count = sums.filter(({ isDone }) => isDone).length;
  const soFar = done.done > 0 ? step.soFar(done.done).text : '';
  const rows: Row[] = [];
  if (isSum(explanation)) {
    if (parts.length > 1 && parts.length <= LISTED) rows.push(...sums);
    const current = sums[part];
    if (parts.length > LISTED && current) rows.push(current);
    rows.push({
      id: 'so-far',
      name: parts.length > 1 ? t('player.sumOf', { done: count, count: parts.length }) : t('player.sum'),
      text: soFar,
    });
  } else if (explanation.kind === 'window') {
    rows.push({
      id: 'so-far',
      name: t(explanation.reduce === 'max' ? 'player.largest' : 'player.smallest'),
      text: soFar,
    });
  } else if (explanation.kind === 'function' || explanation.kind === 'normalised') {
    rows.push({ id: 'so-far', name: 'x', text: done.done > 0 ? (step.texts[0]?.[0] ?? '') : '' });
  }
  if (explanation.kind === 'derived') {
    for (const { formula, value } of explanation.lines) {
      rows.push({ id: formula, name: formula, text: done.result ? exact64(value) : '' });
    }
  }
  if (explanation.kind === 'softmax') {
    const text = done.done > explanation.own ? (step.texts.flat()[explanation.own] ?? '') : '';
    rows.push({ id: 'own', name: t('player.own'), text });
  }
  if (step.bias !== null) rows.push({ id: 'bias', name: t('player.bias'), text: done.bias ? step.biasText : '' });
  const { activation } = step;
  const graphOf = (most: number, x: number | undefined) =>
    activation && {
      formula: formulaOf(activation),
      graph: { activation, most, value: x ?? null },
    };
  const [term] = parts[0]?.terms ?? [];
  const isFunction = explanation.kind === 'function';
  rows.push({
    id: 'result',
    name: resultName(view, t),
    text: done.result ? step.resultText : '',
    kind: 'total',
    ...(isFunction && graphOf(extentOf(view, 'input'), done.result ? term?.value : undefined)),
  });
  if (step.activated !== null && sweep.activation) {
    const x = done.activation ? step.result : undefined;
    rows.push({
      id: 'activation',
      name: t('player.activation', { layer: sweep.activation.id }),
      text: done.activation ? step.activatedText : '',
      kind: 'total',
      ...graphOf(extentOf(view, 'output'), x),
    });
  }
  return rows;
}

export function Ledger({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const { step, done } = view;
  const rows = useRows(view);
  return (
    <section
      className="player-ledger"
      aria-label={t('player.sums')}
      data-testid="player-step"
      data-position={step.position}
      data-result={step.result}
      data-activated={step.activated ?? undefined}
      data-done={done.done}
    >
      <dl className="number-list">
        {rows.map(({ id, name, text, kind, formula, graph }) => (
          <div key={id} data-kind={kind} data-row={id}>
            <dt>
              {name}
              {formula && <span className="player-formula">{formula}</span>}
            </dt>
            {graph && <FunctionGraph {...graph} />}
            <dd className="number">{text || '·'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
