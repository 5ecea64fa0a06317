/** On the left: what the person brings. To a set of drawings a drawing, to one of pictures also a picture or the camera. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clearDrawing } from '../../workspace/gesture';
import { drawSample, isGiven } from '../../workspace/input/samples';
import { bringExample, madeExample } from '../../workspace/training/example';
import { DrawingPad } from '../explore/DrawingPad';
import { InputSource } from '../explore/input/InputSource';
import { SampleDigits } from '../explore/input/SampleDigits';
import { PenTools } from '../explore/PenTools';
import { usePlayground } from '../playground';
import type { Chapter } from './chapters';
import { AddExample } from './data/AddExample';
import { useOwnSet } from './data/useOwn';
import { useSubject, useTraining } from './useTrain';
import { PictureOnPad } from './watch/PictureOnPad';

export function Left({ chapter }: { readonly chapter: Chapter }) {
  const { t } = useTranslation();
  const { preprocessing, sample } = useTraining((state) => state.set);
  const picture = useSubject();
  const own = useOwnSet();
  useFirstInput();
  if (picture) return <PictureOnPad of={picture} />;
  return (
    <section className="train-pad" data-part="input" aria-labelledby="train-pad-title">
      <h2 id="train-pad-title">{t(preprocessing.kind === 'drawing' ? 'train.drawing' : 'train.own.picture')}</h2>
      {preprocessing.kind === 'drawing' && !own ? (
        <>
          <DrawingPad />
          <PenTools>{sample !== null && <SampleDigits />}</PenTools>
        </>
      ) : (
        <InputSource isNarrow />
      )}
      {own && chapter === 'data' && <AddExample set={own} />}
    </section>
  );
}

/** Where digits or pictures in colour are learned, there is one from the start, so that there is something to be read. */
function useFirstInput(): void {
  const { t } = useTranslation();
  const { workspace, router } = usePlayground();
  const set = useTraining((state) => (state.run === '' ? null : state.set));
  /** The picture that was brought for another set. */
  const brought = useRef<number | null>(null);
  const hasSample = useTraining((state) => state.set.sample !== null);
  useEffect(() => {
    const { gesture } = workspace.input;
    const { strokes } = gesture.getState();
    // A sample digit is none of another set's pictures.
    if (!hasSample && strokes.length > 0 && isGiven(strokes)) clearDrawing(gesture);
  }, [workspace, hasSample]);
  useEffect(() => {
    if (!set) return;
    const { input } = workspace;
    const { gesture, store } = input;
    const { kind, picture } = store.getState();
    if (set.preprocessing.kind === 'drawing') {
      if (kind !== 'draw') input.choose('draw');
      const isEmpty = gesture.getState().strokes.length === 0 && !router.says('draw');
      if (set.sample !== null && isEmpty) drawSample(gesture, set.sample);
      return;
    }
    const bytes = madeExample(set);
    const isOurs = picture === null || picture.version === brought.current;
    if (!bytes || !isOurs || router.says('picture')) return;
    void bringExample(input, set, bytes, t('train.own.picture')).then(() => {
      brought.current = store.getState().picture?.version ?? null;
    });
  }, [workspace, router, set, t]);
}
