/** The learner's input: the pad with samples, or a picture. */
import { useEffect } from 'react';
import { bringFirst } from '../../store/lessons/bringFirst';
import { drawSample } from '../../workspace/input/samples';
import { DrawingPad } from '../explore/DrawingPad';
import { PicturePanel } from '../explore/input/PicturePanel';
import { SampleDigits } from '../explore/input/SampleDigits';
import { PenTools } from '../explore/PenTools';
import { useWorkspace } from '../playground';
import { useLearner, useLessons, useSetting } from './context';
import { Part } from './parts/Part';

/** Draws what a step begins with. From the second lesson on, there is always an input. */
export function useBrought(): void {
  const { input } = useWorkspace();
  const { gesture } = input;
  const brings = useSetting('brings');
  const sample = useSetting('sample');
  const entered = useLearner((state) => state.entered);
  const isFirst = useLearner(({ place }) => place?.lesson === 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step that has a sample draws it when it is entered.
  useEffect(() => {
    if (sample !== null) drawSample(gesture, sample);
    else if (!isFirst) bringFirst(input, brings);
  }, [entered, gesture]);
}

export function LessonInput() {
  const { words } = useLessons();
  const brings = useSetting('brings');
  return (
    <section className="lesson-input" aria-label={words.page.input}>
      <Part name="input" className="lesson-pad">
        {brings === 'draw' ? (
          <>
            <DrawingPad />
            <PenTools>
              <SampleDigits />
            </PenTools>
          </>
        ) : (
          <PicturePanel />
        )}
      </Part>
    </section>
  );
}
