/** The list of lessons as a path: what each shows, what one will be able to do, how far one is, and where to resume. */
import { ChevronRight } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import { chapters, progress, progressIn } from '../../store/lessons/chapters';
import { course, lessons } from '../../store/lessons/course';
import { unfinished } from '../../store/lessons/learner';
import { isFocusLost } from '../parts/focus';
import { arrowSteps } from '../parts/gestures';
import { inPlace } from '../parts/inPlace';
import { usePlayground } from '../playground';
import { useLearner, useLessons } from './context';
import { Tile, useTileInput } from './Tile';
import { fill } from './text';

/** To the lesson before or after, from one of the path. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('.lesson-card')];
  const at = event.target instanceof HTMLElement ? cards.indexOf(event.target) : -1;
  const to = cards[at + (arrowSteps[event.key]?.[0] || Number.NaN)];
  if (at < 0 || !to) return;
  event.preventDefault();
  to.focus();
}

/** `left`: the lesson just left, whose entry gets the focus. */
export function Overview({ left }: { readonly left: number | null }) {
  const { words, learner } = useLessons();
  const { addressWith } = usePlayground().router;
  const entry = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isFocusLost()) entry.current?.focus();
  }, []);
  const done = useLearner((state) => state.done);
  const input = useTileInput();
  const next = unfinished(done);
  const all = progress(done);
  const nextLesson = next && course[next.lesson];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move the focus between its links.
    <div className="overview" onKeyDown={walk}>
      <header className="overview-head">
        <div>
          <h2>{words.page.title}</h2>
          <p>{fill(words.page.intro, { steps: `${all.steps}` })}</p>
        </div>
        <div className="row">
          <span className="muted">{fill(words.page.progress, { done: `${all.done}`, steps: `${all.steps}` })}</span>
          {next && nextLesson ? (
            <button type="button" className="button strong" onClick={() => learner.go(next)}>
              {fill(done.size === 0 ? words.page.start : words.page.resume, {
                number: `${next.lesson + 1}`,
                title: words.lessons[nextLesson.id].title,
              })}
              <ChevronRight size={16} aria-hidden />
            </button>
          ) : (
            <p className="strong">{words.page.finished}</p>
          )}
        </div>
      </header>
      {chapters.map((chapter) => (
        <section key={chapter.id} className="chapter">
          <header>
            <h3>{words.page.chapters[chapter.id].title}</h3>
            <p className="muted">{words.page.chapters[chapter.id].about}</p>
          </header>
          <ol start={chapter.lessons[0] + 1} style={{ '--count': chapter.lessons.length } as CSSProperties}>
            {chapter.lessons.map((lesson) => {
              const { id } = course[lesson];
              const { done: count, steps } = progressIn(lesson, done);
              const at = lessons[lesson]?.steps.findIndex((step) => !done.has(`${id}/${step.id}`)) ?? 0;
              const state = count === steps ? 'done' : count > 0 ? 'under' : 'ahead';
              return (
                <li key={id} data-state={state} data-next={next?.lesson === lesson || undefined}>
                  <a
                    ref={lesson === left ? entry : undefined}
                    className="lesson-card"
                    href={addressWith({ lesson: `${lesson + 1}`, step: '1' })}
                    onClick={inPlace(() => learner.go({ lesson, step: 0 }))}
                  >
                    <span className="tile" aria-hidden>
                      <Tile lesson={id} input={input} />
                    </span>
                    <span className={state === 'done' ? 'lesson-number lesson-done' : 'lesson-number'}>
                      {fill(words.page[state], { number: `${lesson + 1}`, step: `${at + 1}`, steps: `${steps}` })}
                    </span>
                    <span className="lesson-able">{words.lessons[id].able}</span>
                  </a>
                </li>
              );
            })}
          </ol>
        </section>
      ))}
      <footer className="overview-foot">
        <button type="button" className="quiet" aria-keyshortcuts="/" onClick={() => learner.openGlossary('all')}>
          <kbd aria-hidden>/</kbd>
          {words.page.glossary}
        </button>
        <span className="key-hints">
          <kbd>←</kbd> <kbd>→</kbd> {words.page.alongPath}
          <kbd>Enter</kbd> {words.page.openLesson}
        </span>
      </footer>
    </div>
  );
}
