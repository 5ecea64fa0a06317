/**
 * The chapter "Compare": a kept run (A) and the one at work (B) at the same count of pictures. The timeline below
 * scrubs both.
 */
import { useTranslation } from 'react-i18next';
import { grouped, percent } from '../../../workspace/numbers';
import { experiments, recipeOf } from '../../../workspace/training/experiments';
import type { Moment, RunRecord } from '../../../workspace/training/kept';
import { picturesAt } from '../../../workspace/training/pair';
import { Button } from '../../parts/Button';
import '../../styles/trainRuns.css';
import { Strong } from '../Strong';
import { useRecipe, useTrain, useTraining } from '../useTrain';
import { BothCurves } from './BothCurves';
import { KeptKernels, LiveKernels } from './KernelRow';
import { RunList } from './RunList';
import { type Pair, useOthers, usePair } from './usePair';
import { useRecipeWords } from './useRecipeWords';

export function Compare() {
  const { t } = useTranslation();
  const others = useOthers();
  const pair = usePair(others);
  return (
    <section className="train-watch train-compare" id="maps" data-testid="compare">
      {pair ? <Sentence pair={pair} /> : <h2 className="train-sentence">{t('train.runs.compare.none')}</h2>}
      <Experiments />
      {pair && <Both pair={pair} />}
      <RunList runs={others} chosen={pair?.a.id ?? null} />
    </section>
  );
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

/** Trains the run at work again, all else equal, as far as it has come. */
function Experiments() {
  const { t } = useTranslation();
  const { training, begin } = useTrain();
  const recipe = useRecipe((state) => state);
  const hasBegun = useTraining((state) => state.moments.length > 1);
  const rate = recipeOf('rate', recipe)?.rate;
  return (
    <div className="row tight compare-experiments">
      <span className="muted">{t(hasBegun ? 'train.runs.compare.again' : 'train.runs.compare.first')}</span>
      {experiments.map((experiment) => {
        const changed = recipeOf(experiment, recipe);
        return (
          changed && (
            <Button
              key={experiment}
              idle={!hasBegun}
              onClick={() => {
                const { run, moments } = training.store.getState();
                training.runs.store.setState({ compared: run });
                begin(changed);
                training.advance(moments.at(-1)?.step ?? 0);
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
  return (
    <>
      <BothCurves pair={pair} />
      <Run which="A" name={words.name(a)} moment={at.a} of={a} />
      <KeptKernels run={a} step={at.a?.step ?? 0} />
      <Run which="B" name={t('train.runs.compare.this', { name: words.of(b.recipe) })} moment={at.b} of={b} />
      <LiveKernels spec={b.spec} />
    </>
  );
}

interface RunProps {
  readonly which: 'A' | 'B';
  readonly name: string;
  readonly moment: Moment | undefined;
  readonly of: Pick<RunRecord, 'recipe' | 'spec' | 'moments'>;
}

/** A run's name and numbers at the playhead. */
function Run({ which, name, moment, of }: RunProps) {
  const { t } = useTranslation();
  return (
    <div className="train-row compare-run" data-testid={`compare-${which.toLowerCase()}`}>
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
    </div>
  );
}
