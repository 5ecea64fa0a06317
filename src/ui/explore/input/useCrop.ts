/** The crop as it is in force (the whole picture while cropping is off), and what sets another one: that turns it on. */
import { useMemo } from 'react';
import { type Crop, wholePicture } from '../../../workspace/gesture';
import { placed } from '../../../workspace/input/cropping';
import { useGesture, useGiven, useWorkspace } from '../../playground';

export function useCrop(): Crop {
  const crop = useGesture((state) => state.crop);
  return useGiven((state) => state.steps.cropping) ? crop : wholePicture;
}

/** The same for handlers, which read it when something happens. */
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
