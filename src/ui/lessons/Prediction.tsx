/** A prediction: the question, its choices and, after the answer, what the engine computed and why. */
import type { Place } from '../../store/lessons/course';
import { keyOf } from '../../store/lessons/course';
import type { Prediction as PredictionStep } from '../../store/lessons/lesson';
import { say } from '../../store/session';
import { messageFor } from '../../workspace/messages';
import { grouped } from '../../workspace/numbers';
import { usePlayground } from '../playground';
import { useLearner, useLessons, useSetting } from './context';
import type { StepTold } from './StepPanel';
import { fill, Rich } from './text';

interface Props {
  readonly step: PredictionStep;
  readonly told: StepTold;
  readonly place: Place;
}

export function Prediction({ step, told, place }: Props) {
  const { words, learner } = useLessons();
  const { session } = usePlayground();
  const pick = useLearner((state) => state.picks.get(keyOf(place)));
  const checking = useLearner((state) => state.checking);
  const isReady = useLearner((state) => state.evidence !== null);
  const isLacking = useLearner((state) => state.isLacking);
  const brings = useSetting('brings');
  const nameOf = (choice: string): string => told.choices?.[choice] ?? numberText(choice);
  const choose = (choice: string): void => {
    learner.predict(choice).catch((error: unknown) => say(session, messageFor(error)));
  };
  const isRight = pick?.choice === pick?.right;
  return (
    <div className="predict">
      <h4>{words.page.predict}</h4>
      <p id="ask">{fill(told.ask ?? '')}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: each choice is a button that answers at once. */}
      <div className="predict-choices row" role="group" aria-labelledby="ask">
        {step.choices.map((choice) => (
          <button
            key={choice}
            type="button"
            className="button"
            data-testid="choice"
            data-choice={choice}
            aria-pressed={pick ? pick.choice === choice : checking === choice}
            data-state={pick && (choice === pick.right ? 'right' : choice === pick.choice ? 'wrong' : undefined)}
            aria-disabled={pick !== undefined || !isReady || undefined}
            onClick={() => choose(choice)}
          >
            {nameOf(choice)}
          </button>
        ))}
      </div>
      {isLacking && <p className="muted">{brings === 'draw' ? words.page.needsInput : words.page.needsPicture}</p>}
      <div className="why stack snug" role="status" data-testid="why" data-right={pick && isRight}>
        {checking !== null && <p className="muted">{words.page.pending}</p>}
        {pick && (
          <>
            <p className={isRight ? 'why-right' : 'why-wrong'}>
              {isRight ? words.page.right : words.page.wrong}{' '}
              {!isRight && fill(words.page.answerIs, { answer: nameOf(pick.right) })}
            </p>
            {!isRight && told.wrong?.[pick.choice] !== undefined && <p>{told.wrong[pick.choice]}</p>}
            <p>
              <Rich text={told.why ?? ''} values={pick.values} />
            </p>
          </>
        )}
      </div>
    </div>
  );
}

/** Groups the digits of whole numbers in threes; leaves other text as it is. */
const numberText = (choice: string): string => (/^\d+$/.test(choice) ? grouped(Number(choice)) : choice);
