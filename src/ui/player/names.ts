/** Planes and positions in words. */
import { useTranslation } from 'react-i18next';
import type { PlayerSource } from '../../workspace/player/source';
import type { PlaneRef, Sweep } from '../../workspace/player/sweep';
import { useClassNames } from '../parts/useClassNames';
import type { View } from './view';

const primaries = ['red', 'green', 'blue'] as const;

/** `conv1 · map 3`; a picture's planes by their colours. */
export function usePlaneName({ model }: PlayerSource, { inputs }: Sweep): (plane: PlaneRef) => string {
  const { t } = useTranslation();
  return ({ input, plane }) => {
    const { id = '', isVector = false, planes = 1 } = inputs[input] ?? {};
    const primary = primaries[plane];
    if (id === 'input') {
      if (model.input[1] === 3 && primary) return t(`player.planes.${primary}`);
      if (planes === 1) return t('player.planes.input');
    }
    return isVector ? id : t('opened.map', { layer: id, channel: plane });
  };
}

/** The sweep's position: a row and a column, or a cell by its class. */
export function usePlaceName(): (sweep: Sweep, labels: readonly string[], position: number) => string {
  const { t } = useTranslation();
  const names = useClassNames();
  return ({ columns, count, isVector }, labels, position) => {
    if (!isVector) return t('player.place', { row: Math.floor(position / columns), column: position % columns });
    const label = labels.length === count ? labels[position] : undefined;
    return label === undefined ? t('player.cell', { cell: position }) : t('player.class', { name: names.short(label) });
  };
}

/** For screen readers: the position and its result; constant while the sweep is running. */
export function usePositionText({ sweep, source, step, state }: View): string {
  const { t } = useTranslation();
  const place = usePlaceName();
  if (state.isPlaying) return t('player.playing');
  const value = step.activated === null ? step.resultText : `${step.resultText}, ${step.activatedText}`;
  return `${place(sweep, source.model.spec.labels, step.position)}: ${value}`;
}
