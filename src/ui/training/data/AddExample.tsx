/** Below the pad: adds what is drawn or shown to a class of the own set, by button or by keys. */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createDataView } from '../../../store/trainingData';
import { clearDrawing } from '../../../workspace/gesture';
import { type OwnSet, withExamples } from '../../../workspace/training/own/ownSet';
import { takeExample } from '../../../workspace/training/own/take';
import { editsText } from '../../parts/editsText';
import { keyOf } from '../../parts/keys';
import { useGiven, usePlayground, useWorkspace } from '../../playground';
import { useTrain } from '../useTrain';
import { useDataView } from './useOwn';

/** Milliseconds between two pictures of a burst. */
const PACE = 160;

export function AddExample({ set }: { readonly set: OwnSet }) {
  const { t } = useTranslation();
  const { own } = useTrain();
  const { input } = useWorkspace();
  const view = usePlayground().part(createDataView);
  const kind = useGiven((state) => state.kind);
  const chosen = useDataView((state) => set.classes[Math.min(state.chosen, set.classes.length - 1)]);
  const [isMissing, setMissing] = useState(false);
  const add = (gesture: string | null = null): void => {
    const now = own.get(set.id);
    const example = now && chosen && takeExample(input, now);
    setMissing(!example);
    if (!now || !chosen || !example) return;
    own.change(withExamples(now, chosen.key, [example]), gesture);
    if (kind === 'draw') clearDrawing(input.gesture);
  };
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || editsText(target)) return;
      const isFree = target === document.body || (target instanceof Element && target.matches('[role="application"]'));
      const key = keyOf(event);
      if (!isFree) return;
      if (key === 'Enter') latest.current();
      else if (/^[1-9]$/.test(key) && Number(key) <= set.classes.length) view.setState({ chosen: Number(key) - 1 });
      else return;
      // On the pad, Enter would lower the pen.
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', press, { capture: true });
    return () => document.removeEventListener('keydown', press, { capture: true });
  }, [view, set.classes.length]);

  const burst = useRef<ReturnType<typeof setInterval>>(undefined);
  const end = (): void => clearInterval(burst.current);
  useEffect(() => () => clearInterval(burst.current), []);
  const begin = (event: PointerEvent<HTMLButtonElement>): void => {
    if (kind !== 'camera' || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const gesture = `burst ${event.timeStamp}`;
    add(gesture);
    burst.current = setInterval(() => latest.current(gesture), PACE);
  };
  if (!chosen) return null;
  return (
    <div className="train-add">
      <button
        type="button"
        className="button strong"
        onPointerDown={begin}
        onPointerUp={end}
        onPointerCancel={end}
        onLostPointerCapture={end}
        // A pointer has taken its pictures already.
        onClick={({ detail }) => (kind !== 'camera' || detail === 0) && add()}
      >
        {t('train.own.add', { name: chosen.name })}
      </button>
      <p className="small muted" role="status">
        {isMissing ? t('train.own.nothing') : t(kind === 'camera' ? 'train.own.burst' : 'train.own.addHint')}
      </p>
    </div>
  );
}
