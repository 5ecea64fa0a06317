/**
 * The chapter "Compare": a kept run (A) and the one at work (B) at the same count of pictures. The timeline below
 * scrubs both.
 */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { createBeside } from '../../../store/trainingBeside';
import { grouped, percent } from '../../../workspace/numbers';
import { isSameRecipe } from '../../../workspace/training/differences';
import { experiments, isExperiment, recipeOf } from '../../../workspace/training/experiments';
import type { Moment, RunRecord } from '../../../workspace/training/kept';
import { picturesAt } from '../../../workspace/training/pair';
import { Button } from '../../parts/Button';
import { useFrame, usePlayground, WorkspaceProvider } from '../../playground';
import '../../styles/trainRuns.css';
import { Back } from '../runs/Back';
import { Zeros } from '../runs/Zeros';
import { useSentence } from '../State';
import { Strong } from '../Strong';
import { useRecipe, useSubject, useTrain, useTraining } from '../useTrain';
import { BothCurves } from './BothCurves';
import { Look, type Which } from './Look';
import { RunList } from './RunList';
import { type Pair, useFreshRuns, useOthers, usePair } from './usePair';
import { useRecipeWords } from './useRecipeWords';

export function Compare() {
  const { t } = useTranslation();
  useFreshRuns();
  const others = useOthers();
  const pair = usePair(others);
  return (
    <section className="train-watch train-compare train-scrolls" id="maps" data-testid="compare">
      {pair ? <Sentence pair={pair} /> : <h2 className="train-sentence">{t('train.runs.compare.none')}</h2>}
      <Trouble />
      {pair &&
        [pair.a, pair.b].map((run, i) => (
          <Zeros key={run.recipe.start} recipe={run.recipe} moment={i === 0 ? pair.at.a : pair.at.b} />
        ))}
      <Experiments pair={pair} />
      {pair && <Both pair={pair} />}
      <RunList runs={others} chosen={pair?.a.id ?? null} />
    </section>
  );
}

/** Why the run at work learns no more, if it does not. */
function Trouble() {
  const sentence = useSentence();
  const isTold = useTraining(({ failure, dead, shown }) => shown === null && (failure !== null || dead !== null));
  const isZeros = useRecipe(({ start }) => start === 'zeros');
  return isTold && !isZeros ? (
    <div className="train-told">
      <p>
        <b>B</b> <Strong text={sentence} />
      </p>
      <Back />
    </div>
  ) : null;
}

function Sentence({ pair: { a, b, at } }: { readonly pair: Pair }) {
  const { t } = useTranslation();
  const words = useRecipeWords();
  const right = (moment: Moment | undefined): number => Math.round(100 * (moment?.newAccuracy ?? 0));
  return (
    <h2 className="train-sentence">
      <Strong
        text={t('train.runs.compare.sentence', {
          count: grouped(at.pictures),
          a: right(at.a),
          b: right(at.b),
        })}
      />{' '}
      {words.difference(a.recipe, b.recipe)}
    </h2>
  );
}

/** Trains a run again, all else equal, as far as it has come: the one at work or, if that is such a run of A's, A. */
function Experiments({ pair }: { readonly pair: Pair | null }) {
  const { t } = useTranslation();
  const { training, runs, begin } = useTrain();
  const recipe = useRecipe((state) => state);
  const hasBegun = useTraining((state) => state.moments.length > 1);
  const a = pair && isExperiment(recipe, pair.a.recipe) ? pair.a : null;
  const base = a?.recipe ?? recipe;
  const rate = recipeOf('rate', base)?.rate;
  return (
    <div className="row tight compare-experiments">
      <span className="muted">
        {t(a ? 'train.runs.compare.againA' : hasBegun ? 'train.runs.compare.again' : 'train.runs.compare.first')}
      </span>
      {experiments.map((experiment) => {
        const changed = recipeOf(experiment, base);
        return (
          changed && (
            <Button
              key={experiment}
              idle={!hasBegun && !a}
              aria-pressed={a ? isSameRecipe(changed, recipe) : undefined}
              onClick={() => {
                const { run, moments } = training.store.getState();
                runs.store.setState({ compared: a?.id ?? run });
                begin(changed);
                training.advance((a?.moments ?? moments).at(-1)?.step ?? 0);
              }}
            >
              {t(`train.runs.compare.experiments.${experiment}`, { rate })}
            </Button>
          )
        );
      })}
    </div>
  );
}

function Both({ pair }: { readonly pair: Pair }) {
  const { a, b, at } = pair;
  const { t } = useTranslation();
  const words = useRecipeWords();
  const { training } = useTrain();
  const beside = usePlayground().part(createBeside);
  const isEmpty = useFrame((state) => state.isEmpty);
  const picture = useSubject();
  const step = at.a?.step ?? 0;
  useEffect(() => beside.workspace.show(), [beside]);
  useEffect(() => void beside.show(a, step), [beside, a, step]);
  const below = picture ? 'train.watching.belowPicture' : isEmpty ? 'train.belowEmpty' : 'train.below';
  return (
    <>
      <BothCurves pair={pair} />
      <p className="muted">{t(below)}</p>
      <div className="compare-both">
        <WorkspaceProvider value={beside.workspace}>
          <Run which="A" name={words.name(a)} moment={at.a} of={a} />
        </WorkspaceProvider>
        <WorkspaceProvider value={training.workspace}>
          <Run which="B" name={t('train.runs.compare.this', { name: words.of(b.recipe) })} moment={at.b} of={b} />
        </WorkspaceProvider>
      </div>
    </>
  );
}

interface RunProps {
  readonly which: Which;
  readonly name: string;
  readonly moment: Moment | undefined;
  readonly of: Pick<RunRecord, 'recipe' | 'spec' | 'moments'>;
}

/** A run at the playhead: its name, its numbers and its network. */
function Run({ which, name, moment, of }: RunProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={which} data-testid={`compare-${which.toLowerCase()}`}>
      <p>
        <i className="line" data-which={which} aria-hidden /> <b>{which}</b> {name}
      </p>
      <p className="number muted">
        {t('train.runs.compare.numbers', {
          right: percent(moment?.newAccuracy ?? 0),
          count: grouped(picturesAt(of, moment?.step ?? 0)),
          seconds: ((moment?.milliseconds ?? 0) / 1000).toFixed(1),
        })}
      </p>
      <Look which={which} />
    </section>
  );
}
