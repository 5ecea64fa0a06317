/** The crop in force (the whole picture while cropping is off), and its setter, which turns cropping on. */
import { useMemo } from 'react';
import { type Crop, wholePicture } from '../../../workspace/gesture';
import { placed } from '../../../workspace/input/cropping';
import { useGesture, useGiven, useWorkspace } from '../../playground';

export function useCrop(): Crop {
  const crop = useGesture((state) => state.crop);
  return useGiven((state) => state.steps.cropping) ? crop : wholePicture;
}

/** The same for event handlers, which read it when called. */
export function useCropControl() {
  const { store, gesture, setStep } = useWorkspace().input;
  return useMemo(
    () => ({
      current: (): Crop => (store.getState().steps.cropping ? gesture.getState().crop : wholePicture),
      set(crop: Crop): void {
        gesture.setState({ crop: placed(crop) });
        if (!store.getState().steps.cropping) setStep('cropping', true);
      },
    }),
    [gesture, store, setStep],
  );
}
