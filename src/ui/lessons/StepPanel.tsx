/** A step's text and question, and the buttons to move on. */
import { ArrowLeft, ArrowRight, CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { after, course, isDone, keyOf, type Place, stepAt } from '../../store/lessons/course';
import { Button } from '../parts/Button';
import { useLearner, useLessons } from './context';
import { Prediction } from './Prediction';
import { fill, Rich } from './text';

/** The text of any step, whatever its kind. */
export interface StepTold {
  readonly title: string;
  readonly text: string;
  readonly source?: string;
  readonly task?: string;
  readonly ask?: string;
  readonly choices?: { readonly [choice: string]: string };
  readonly wrong?: { readonly [choice: string]: string | undefined };
  readonly why?: string;
}

export function StepPanel({ place }: { readonly place: Place }) {
  const { words, learner } = useLessons();
  const done = useLearner((state) => state.done);
  const heading = useRef<HTMLHeadingElement>(null);
  const key = keyOf(place);
  // Every step is read from its beginning, by screen readers too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step anew.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [key]);
  const lesson = course[place.lesson];
  const step = stepAt(place);
  if (!lesson || !step) return null;
  const all: { readonly [id: string]: StepTold } = words.lessons[lesson.id].steps;
  const told = all[step.id];
  if (!told) return null;
  const isFulfilled = isDone(place, done);
  const next = after(place);
  return (
    <div className="step" data-testid="step" data-kind={step.kind} data-done={isFulfilled}>
      <h3 ref={heading} tabIndex={-1}>
        {place.step + 1} · {told.title}
      </h3>
      <p className="step-text">
        <Rich text={told.text} />
      </p>
      {step.kind === 'do' && told.task !== undefined && (
        <div className="task" data-done={isFulfilled || undefined}>
          <h4>{words.page.task}</h4>
          <p>{fill(told.task)}</p>
          <p className="task-done" role="status">
            {isFulfilled && (
              <>
                <CircleCheck size={18} aria-hidden />
                {words.page.taskDone}
              </>
            )}
          </p>
        </div>
      )}
      {step.kind === 'predict' && <Prediction key={key} step={step} told={told} place={place} />}
      {told.source !== undefined && <p className="source">{fill(words.page.source, { source: told.source })}</p>}
      <div className="step-buttons row">
        <Button idle={place.lesson === 0 && place.step === 0} onClick={() => learner.back()}>
          <ArrowLeft size={16} aria-hidden />
          {words.page.back}
        </Button>
        <button
          type="button"
          className={isFulfilled ? 'button strong' : 'button'}
          onClick={() => (next ? learner.go(next) : learner.go(null))}
        >
          {isFulfilled
            ? next
              ? next.step === 0
                ? words.page.nextLesson
                : words.page.next
              : words.page.overview
            : words.page.skip}
          <ArrowRight size={16} aria-hidden />
        </button>
        {isFulfilled && <span className="muted space-hint">{words.page.space}</span>}
      </div>
    </div>
  );
}
