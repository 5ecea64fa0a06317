/** The page's laboratory and its state, for React. */
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { type Kernels, kernelsOf } from '../../store/labs/kernelLab/live';
import type { KernelsState } from '../../store/labs/kernelLab/state';
import { usePlayground } from '../playground';

export const useKernels = (): Kernels => kernelsOf(usePlayground());

export const useKernelsState = <T>(select: (state: KernelsState) => T): T => useStore(useKernels().store, select);

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
