/** The list of lessons: what each is about, which are done, and where to resume. */
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { course, isFinished } from '../../store/lessons/course';
import { unfinished } from '../../store/lessons/learner';
import { isFocusLost } from '../parts/focus';
import { inPlace } from '../parts/inPlace';
import { usePlayground } from '../playground';
import { useLearner, useLessons } from './context';

/** `left`: the lesson just left, whose entry gets the focus. */
export function Overview({ left }: { readonly left: number | null }) {
  const { words, learner } = useLessons();
  const { addressWith } = usePlayground().router;
  const entry = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isFocusLost()) entry.current?.focus();
  }, []);
  const done = useLearner((state) => state.done);
  const next = unfinished(done);
  return (
    <div className="overview">
      <header className="overview-head">
        <h2>{words.page.title}</h2>
        <p>{words.page.intro}</p>
        <div className="step-buttons row">
          {next ? (
            <button type="button" className="button strong" onClick={() => learner.go(next)}>
              {done.size === 0 ? words.page.start : words.page.resume}
            </button>
          ) : (
            <p className="strong">{words.page.finished}</p>
          )}
          <button type="button" className="button" onClick={() => learner.openGlossary('all')}>
            {words.page.glossary}
          </button>
        </div>
      </header>
      <ol className="lesson-list">
        {course.map(({ id }, lesson) => (
          <li key={id}>
            <a
              ref={lesson === left ? entry : undefined}
              className="lesson-card"
              href={addressWith({ lesson: `${lesson + 1}`, step: '1' })}
              onClick={inPlace(() => learner.go({ lesson, step: 0 }))}
            >
              <span className="lesson-number number">{lesson + 1}</span>
              <span className="lesson-title">{words.lessons[id].title}</span>
              <span className="muted">{words.lessons[id].about}</span>
              {isFinished(lesson, done) && (
                <span className="lesson-done">
                  <Check size={16} aria-hidden />
                  {words.page.done}
                </span>
              )}
            </a>
          </li>
        ))}
      </ol>
    </div>
  );
}
