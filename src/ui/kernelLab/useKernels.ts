/** The page's laboratory and its state, for React. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createKernelsPage } from '../../store/labs';
import { type LayerShape, sameShapes } from '../../workspace/labs/kernelLab/design';
import type { Kernels } from '../../workspace/labs/kernelLab/live';
import type { KernelsState } from '../../workspace/labs/kernelLab/state';
import { usePlayground } from '../playground';

export const useKernels = (): Kernels => usePlayground().part(createKernelsPage);

export const useKernelsState = <T>(select: (state: KernelsState) => T): T => useStore(useKernels().store, select);

/** The layers but for the numbers in them: the same list while one is dragged, so that whoever shows no number stands. */
export function useShapes(): readonly LayerShape[] {
  const kept = useRef<readonly LayerShape[]>([]);
  return useKernelsState(({ layers }) => {
    if (!sameShapes(kept.current, layers)) kept.current = layers;
    return kept.current;
  });
}

const primaries = ['red', 'green', 'blue'] as const;

/** What a channel that the layer in the hand reads is called: a colour of the input, or a map of the layer before. */
export function useChannelName(): (channel: number) => string {
  const { t } = useTranslation();
  const isFirst = useKernelsState((state) => state.chosen.layer === 0);
  const isColour = useKernelsState((state) => state.input.colour === 'rgb');
  return (channel) => {
    const primary = primaries[channel];
    if (!isFirst) return t('kernelLab.mapOf', { map: channel + 1 });
    return t(`kernelLab.channels.${isColour && primary ? primary : 'gray'}`);
  };
}
