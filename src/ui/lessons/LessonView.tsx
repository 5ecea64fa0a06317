/**
 * One lesson: its text on the left, the figure on the right, and the keys below. Space continues and digits answer,
 * unless something else uses them.
 */
import { ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { course, type Place, stepAt } from '../../store/lessons/course';
import { Contained } from '../parts/Contained';
import { Disclosure } from '../parts/Disclosure';
import { editsText } from '../parts/editsText';
import { useGiven, useWork, useWorkspace } from '../playground';
import { useLearner, useLessons, useSetting } from './context';
import { LessonInput, useBrought } from './LessonInput';
import { StepPanel } from './StepPanel';
import { fill } from './text';
import { views } from './views';

/** Elements that use Space themselves. */
const OWN_SPACE = 'a, button, input, select, textarea, summary, [role="application"], [contenteditable]';

/** Views whose input is drawn on while they are looked at; in the others it can be unfolded. */
const drawnOn: readonly string[] = ['pixels', 'answer', 'limits'];

export function LessonView({ place }: { readonly place: Place }) {
  const { words, learner } = useLessons();
  const lesson = course[place.lesson];
  const brings = useSetting('brings');
  const { store, host } = useWorkspace();
  const { choose } = useWorkspace().input;
  const input = useGiven((state) => state.kind);
  const model = useWork((state) => state.model);
  const usual = host.catalogue.usualFor(brings);
  // Whatever an address or a dropped picture sets: drawings go to the digits network, pictures to the objects network.
  useEffect(() => {
    if (input !== brings) choose(brings);
    else if (model !== usual) store.setState({ model: usual });
  }, [brings, input, model, usual, choose, store]);
  useBrought();
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || editsText(target)) return;
      const step = stepAt(place);
      const choice = step?.kind === 'predict' ? step.choices[Number(event.key) - 1] : undefined;
      if (event.key === ' ' && !(target instanceof Element && target.closest(OWN_SPACE))) learner.goOn();
      else if (choice !== undefined) void learner.predict(choice);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, [learner, place]);
  if (!lesson) return null;
  const View = views[lesson.view];
  const isDrawnOn = drawnOn.includes(lesson.view);
  return (
    <div className="lesson" data-testid="lesson" data-lesson={place.lesson + 1} data-step={place.step + 1}>
      <section className="lesson-text" aria-labelledby="lesson-title">
        <nav className="lesson-path" aria-label={words.page.list}>
          <button type="button" className="quiet" onClick={() => learner.go(null)}>
            {words.page.list}
          </button>
          <ChevronRight size={14} aria-hidden />
          <span>{fill(words.page.number, { number: `${place.lesson + 1}`, count: `${course.length}` })}</span>
        </nav>
        <h2 id="lesson-title">{words.lessons[lesson.id].title}</h2>
        <Steps place={place} />
        <StepPanel place={place} />
        {!isDrawnOn && lesson.view !== 'past' && (
          <Disclosure title={brings === 'draw' ? words.page.changeDrawing : words.page.changePicture}>
            <LessonInput />
          </Disclosure>
        )}
      </section>
      <section className="lesson-view" aria-label={words.page.view} data-view={lesson.view}>
        {isDrawnOn && <LessonInput />}
        <div className="lesson-live">
          <Contained>
            <View />
          </Contained>
        </div>
      </section>
    </div>
  );
}

/** The steps of the lesson, as bars that lead to them. */
function Steps({ place }: { readonly place: Place }) {
  const { words, learner } = useLessons();
  const done = useLearner((state) => state.done);
  const lesson = course[place.lesson];
  if (!lesson) return null;
  const told: { readonly [id: string]: { readonly title: string } } = words.lessons[lesson.id].steps;
  return (
    <ol className="step-bars">
      {lesson.steps.map(({ id }, step) => (
        <li key={id}>
          <button
            type="button"
            aria-current={step === place.step ? 'step' : undefined}
            data-done={done.has(`${lesson.id}/${id}`) || undefined}
            aria-label={fill(words.page.stepName, { step: `${step + 1}`, title: told[id]?.title ?? '' })}
            title={told[id]?.title}
            onClick={() => learner.go({ lesson: place.lesson, step })}
          />
        </li>
      ))}
    </ol>
  );
}
