/** React hooks for the page's lab and its state. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createKernelsPage } from '../../store/labs';
import { wholePicture } from '../../workspace/gesture';
import { type LayerShape, sameShapes } from '../../workspace/labs/kernelLab/design';
import { eyeLayers } from '../../workspace/labs/kernelLab/eyes';
import type { Kernels } from '../../workspace/labs/kernelLab/live';
import { type KernelsState, replace, shown } from '../../workspace/labs/kernelLab/state';
import { usePlayground, useWorkspace } from '../playground';

export const useKernels = (): Kernels => usePlayground().part(createKernelsPage);

/** Of the state as it is seen and computed. */
export const useKernelsState = <T>(select: (state: KernelsState) => T): T =>
  useStore(useKernels().store, (state) => select(shown(state)));

/** Of the state as it is kept: without what is only tried, the kernels not turned. */
export const useKept = <T>(select: (state: KernelsState) => T): T => useStore(useKernels().store, select);

/** The layers without their numbers: the same list during a drag, so that what shows no number does not rerender. */
export function useShapes(): readonly LayerShape[] {
  const kept = useRef<readonly LayerShape[]>([]);
  return useKernelsState(({ layers }) => {
    if (!sameShapes(kept.current, layers)) kept.current = layers;
    return kept.current;
  });
}

const primaries = ['red', 'green', 'blue'] as const;

/** Names an input channel of the chosen layer: a colour of the input, or a map of the previous layer. */
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

/** Puts the detector of two eyes and its picture on the page. */
export function useEyes(): () => void {
  const { store } = useKernels();
  const { input } = useWorkspace();
  return () => {
    void input.openGallery('cat', wholePicture);
    replace(store, { side: 64, colour: 'gray' }, eyeLayers(), 'stack');
  };
}
