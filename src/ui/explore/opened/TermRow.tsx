/** One term of an equation: where its value comes from, its factors, a bar, and what it amounts to. */
import type { ReactNode } from 'react';
import type { Term } from '../../../layers/explain';
import type { Bar } from '../../../workspace/inspect/waterfall';
import { pixelAtIndex } from '../../../workspace/selection';
import type { StageLayer } from '../../../workspace/stage/layers';
import { Contribution } from './Contribution';
import { Operand } from './Operand';
import { usePlace } from './useOperand';

interface Props {
  readonly term: Pick<Term, 'index' | 'value'>;
  /** The layer whose value it is. */
  readonly layer: StageLayer | undefined;
  readonly factors?: ReactNode;
  readonly bar?: Bar;
  readonly amount: number;
  /** The amount as it is written. */
  readonly text: string;
  readonly testId: string;
  readonly isOwn?: boolean;
}

export function TermRow({ term, layer, factors, bar, amount, text, testId, isOwn = false }: Props) {
  return (
    <li data-own={isOwn || undefined}>
      <From layer={layer} term={term} />
      <span className="number factors">{factors}</span>
      {bar && <Contribution {...bar} />}
      <span className="number" data-testid={testId} data-value={amount}>
        {text}
      </span>
    </li>
  );
}

/** A link to where a term's value comes from; nothing for a constant. */
export function From({ layer, term: { index, value } }: Pick<Props, 'layer' | 'term'>) {
  const place = usePlace();
  if (!layer || index === null) return null;
  const text = place(pixelAtIndex(layer, index), layer);
  return <Operand layer={layer} index={index} value={value} text={text} className="from" />;
}
