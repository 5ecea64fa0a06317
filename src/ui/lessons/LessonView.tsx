/** One lesson: its text on the left, the live view on the right. Space continues unless something else uses it. */
import { useEffect } from 'react';
import { course, type Place } from '../../store/lessons/course';
import { Contained } from '../parts/Contained';
import { useGiven, useWork, useWorkspace } from '../playground';
import { useLearner, useLessons, useSetting } from './context';
import { LessonInput } from './LessonInput';
import { StepPanel } from './StepPanel';
import { fill } from './text';
import { views } from './views';

/** Elements that use Space themselves. */
const OWN_SPACE = 'a, button, input, select, textarea, summary, [role="application"], [contenteditable]';

export function LessonView({ place }: { readonly place: Place }) {
  const { words, learner } = useLessons();
  const lesson = course[place.lesson];
  const hasInput = lesson?.view !== 'past';
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
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (target instanceof Element && target.closest(OWN_SPACE)) return;
      event.preventDefault();
      learner.goOn();
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, [learner]);
  if (!lesson) return null;
  const View = views[lesson.view];
  const title = words.lessons[lesson.id].title;
  return (
    <div className="lesson" data-testid="lesson" data-lesson={place.lesson + 1} data-step={place.step + 1}>
      <section className="lesson-text" aria-labelledby="lesson-title">
        <nav className="lesson-path" aria-label={words.page.list}>
          <button type="button" className="quiet" onClick={() => learner.go(null)}>
            {words.page.list}
          </button>
          <button type="button" className="quiet" onClick={() => learner.openGlossary('all')}>
            {words.page.glossary}
          </button>
        </nav>
        <p className="muted">{fill(words.page.number, { number: `${place.lesson + 1}` })}</p>
        <h2 id="lesson-title">{title}</h2>
        <Dots place={place} />
        <StepPanel place={place} />
      </section>
      <section className="lesson-view" aria-label={words.page.view} data-view={lesson.view}>
        {hasInput && <LessonInput />}
        <div className="lesson-live">
          <Contained>
            <View />
          </Contained>
        </div>
      </section>
    </div>
  );
}

/** Links to the steps of the lesson. */
function Dots({ place }: { readonly place: Place }) {
  const { words, learner } = useLessons();
  const done = useLearner((state) => state.done);
  const lesson = course[place.lesson];
  if (!lesson) return null;
  const told: { readonly [id: string]: { readonly title: string } } = words.lessons[lesson.id].steps;
  return (
    <ol className="step-dots">
      {lesson.steps.map(({ id }, step) => (
        <li key={id}>
          <button
            type="button"
            aria-current={step === place.step ? 'step' : undefined}
            data-done={done.has(`${lesson.id}/${id}`) || undefined}
            aria-label={fill(words.page.stepName, { step: `${step + 1}`, title: told[id]?.title ?? '' })}
            title={told[id]?.title}
            onClick={() => learner.go({ lesson: place.lesson, step })}
          >
            {step + 1}
          </button>
        </li>
      ))}
    </ol>
  );
}
