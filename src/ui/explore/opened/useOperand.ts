/** Links a number of an equation to its source: hovering shows it on the stage, clicking opens it. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { valueAt } from '../../../workspace/selection';
import type { StageLayer } from '../../../workspace/stage/layers';
import { type StagePixel, samePixel } from '../../../workspace/stage/pointer';
import { useClassNames } from '../../parts/useClassNames';
import { useWorkspace } from '../../playground';

export function useOperand() {
  const { pointer, select } = useWorkspace();
  const point = useCallback((pixel: StagePixel | null) => pointer.setState({ hover: pixel }), [pointer]);
  const leave = useCallback(
    (pixel: StagePixel) => {
      if (samePixel(pointer.getState().hover, pixel)) pointer.setState({ hover: null });
    },
    [pointer],
  );
  const open = useCallback(
    (pixel: StagePixel, layer: StageLayer) => {
      pointer.setState({ hover: null });
      select(valueAt(pixel, layer));
    },
    [pointer, select],
  );
  return { point, leave, open };
}

/** A value's place in words. */
export function usePlace() {
  const { t } = useTranslation();
  const names = useClassNames();
  return useCallback(
    (pixel: StagePixel, layer: StageLayer): string => {
      const name = layer.labels[pixel.index];
      if (name !== undefined) return t('opened.named', { layer: layer.id, name: names.short(name) });
      if (layer.form === 'strip') return t('opened.cell', { layer: layer.id, cell: pixel.index });
      const { channel, row, column } = pixel;
      return t('opened.value', { layer: layer.id, channel, row, column });
    },
    [t, names],
  );
}
