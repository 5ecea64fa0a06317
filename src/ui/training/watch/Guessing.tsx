/**
 * Before a run: what 24 networks that have learned nothing say to the drawing, each from a start of its own. One of them
 * at a time stands out, the next after a while; with less motion asked for, the first stays.
 */
import { type CSSProperties, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../../../workspace/numbers';
import { isMotionReduced } from '../../parts/motion';
import { useClassNames } from '../../parts/useClassNames';
import { useFrame } from '../../playground';
import { bestOf } from '../State';
import { useRecipe, useTrain, useTraining } from '../useTrain';

type Guesses = readonly (readonly number[])[];

const STARTS = 24;
/** Starts asked for at once: whoever presses Play meanwhile waits for no more. */
const AT_ONCE = 4;
/** Milliseconds that one stands out. */
const STANDS = 700;

/** Empty once a run has begun, without a drawing, and until all are known. The first are those of the run's own seed. */
export function useGuesses(): Guesses {
  const { training } = useTrain();
  const isIdle = useTraining(({ status }) => status === 'idle');
  const seed = useRecipe((state) => state.seed);
  const version = useFrame((state) => (isIdle ? state.inputVersion : 0));
  const [guesses, setGuesses] = useState<Guesses>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again with every drawing.
  useEffect(() => {
    const { input } = training;
    if (!isIdle || !input) return setGuesses([]);
    let isStale = false;
    const ask = async (): Promise<void> => {
      const all: (readonly number[])[] = [];
      while (all.length < STARTS) {
        const seeds = Array.from({ length: AT_ONCE }, (_, i) => seed + all.length + i);
        const given = await training.conversation.ask({ kind: 'guesses', input, seeds });
        if (isStale || given?.kind !== 'guesses') return;
        all.push(...given.answers);
      }
      setGuesses(all);
    };
    void ask();
    return () => {
      isStale = true;
    };
  }, [training, isIdle, seed, version]);
  return guesses;
}

/** Which of them stands out. */
export function useStanding(guesses: Guesses): number {
  const [standing, setStanding] = useState(0);
  const count = guesses.length;
  useEffect(() => {
    if (count === 0 || isMotionReduced()) return;
    const timer = setInterval(() => setStanding((before) => (before + 1) % count), STANDS);
    return () => clearInterval(timer);
  }, [count]);
  return standing;
}

interface Props {
  readonly guesses: Guesses;
  readonly labels: readonly string[];
  readonly standing: number;
}

/** What one start says, over what the two before it said. */
export function Guess({ guesses, labels, standing }: Props) {
  const { t } = useTranslation();
  const names = useClassNames();
  const said = (place: number): string =>
    names.short(labels[bestOf(guesses[(place + guesses.length) % guesses.length] ?? [])] ?? '');
  return (
    <div className="train-guess" data-testid="guess" data-standing={standing}>
      <b aria-hidden>
        {[standing - 2, standing - 1, standing].map((place) => (
          <span key={place}>{said(place)}</span>
        ))}
      </b>
      <p className="muted">
        {t('train.watching.guessing')}
        <br />
        <span className="number">
          {t('train.watching.sure', { share: percent(Math.max(...(guesses[standing] ?? [0]))) })}
        </span>
      </p>
    </div>
  );
}

/** All starts' shares of a class, laid over each other. */
export function GuessBars({ guesses, label }: { readonly guesses: Guesses; readonly label: number }) {
  return guesses.map((guess, start) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a start is its place.
    <i key={start} className="guess" style={{ '--share': guess[label] } as CSSProperties} />
  ));
}

/** The least and the most that a class gets. */
export function guessRange(guesses: Guesses, label: number): string {
  const shares = guesses.map((guess) => Math.round(100 * (guess[label] ?? 0)));
  return `${Math.min(...shares)}–${Math.max(...shares)} %`;
}

/** What each start takes the drawing for. */
export function GuessList({ guesses, labels }: Omit<Props, 'standing'>) {
  const { t } = useTranslation();
  const names = useClassNames();
  const said = guesses.map((guess) => names.short(labels[bestOf(guess)] ?? ''));
  if (new Set(said).size === 1) return <p className="muted">{t('train.guessing')}</p>;
  return (
    <>
      <p className="muted">{t('train.watching.starts', { count: said.length })}</p>
      <p className="train-starts number">{said.join(' ')}</p>
    </>
  );
}
