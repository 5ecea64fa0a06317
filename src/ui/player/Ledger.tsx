/** What the products come to: the sum of each plane, the sum of all, the bias, the result, the activation. */
import { useTranslation } from 'react-i18next';
import { isSum } from '../../store/player/figures';
import { formulaOf } from '../explore/inspector/formulas';
import { usePlaneName } from './names';
import type { View } from './view';

/** Planes whose sums are listed one by one. */
const LISTED = 4;

interface Row {
  readonly id: string;
  readonly name: string;
  /** Empty as long as it is not known. */
  readonly text: string;
  readonly kind?: 'total' | 'part';
  readonly formula?: string;
}

function useRows({ source, sweep, step, done, part }: View): readonly Row[] {
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
  }
  if (step.bias !== null) rows.push({ id: 'bias', name: t('player.bias'), text: done.bias ? step.biasText : '' });
  const divided = explanation.kind === 'window' && explanation.reduce === 'average' ? explanation.divisor : null;
  const own = explanation.kind === 'function' && step.activation;
  rows.push({
    id: 'result',
    ...(own && { formula: formulaOf(sweep.node.type, own.alpha, own.beta) }),
    name:
      divided === null
        ? t(step.activated === null ? 'player.result' : 'player.feature')
        : t('player.mean', { divisor: divided }),
    text: done.result ? step.resultText : '',
    kind: 'total',
  });
  if (step.activated !== null && sweep.activation && step.activation) {
    rows.push({
      id: 'activation',
      name: t('player.activation', { layer: sweep.activation.id }),
      formula: formulaOf(sweep.activation.type, step.activation.alpha, step.activation.beta),
      text: done.activation ? step.activatedText : '',
      kind: 'total',
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
        {rows.map(({ id, name, text, kind, formula }) => (
          <div key={id} data-kind={kind} data-row={id}>
            <dt>
              {name}
              {formula && <span className="player-formula">{formula}</span>}
            </dt>
            <dd className="number">{text || '·'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
