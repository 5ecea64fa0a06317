/** A number of an equation that links to its source. */
import { useTranslation } from 'react-i18next';
import { exact } from '../../../workspace/numbers';
import { pixelAtIndex } from '../../../workspace/selection';
import type { StageLayer } from '../../../workspace/stage/layers';
import { useOperand, usePlace } from './useOperand';

interface Props {
  readonly layer: StageLayer;
  readonly index: number;
  readonly value: number;
  /** The link's text: the number or its place. */
  readonly text: string;
  readonly className?: string;
}

export function Operand({ layer, index, value, text, className = '' }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const { point, leave, open } = useOperand();
  const pixel = pixelAtIndex(layer, index);
  return (
    <button
      type="button"
      className={`operand ${className}`}
      data-testid="operand"
      data-layer={layer.id}
      data-index={index}
      data-value={value}
      aria-label={t('opened.walk', { place: place(pixel, layer), value: exact(value) })}
      onPointerEnter={() => point(pixel)}
      onPointerLeave={() => leave(pixel)}
      onFocus={() => point(pixel)}
      onBlur={() => leave(pixel)}
      onClick={() => open(pixel, layer)}
    >
      {text}
    </button>
  );
}
