/** On the right of the chapter "Data": one picture as it may look the next times, and what is varied. */
import { Dices } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { factsOf } from '../../../workspace/training/own/ownSet';
import { variantsOf } from '../../../workspace/training/variants';
import { availableFor, variationsOf, variedBy } from '../../../workspace/training/variations';
import { Button } from '../../parts/Button';
import { Toggle } from '../../parts/Toggle';
import { useRecipe, useTrain, useTraining } from '../useTrain';
import { SetPicture } from './SetPicture';
import { useDataView, useOwnSet } from './useOwn';

/** Beside the picture itself. */
const COUNT = 19;

export function Variants() {
  const { t } = useTranslation();
  const { recipe } = useTrain();
  const own = useOwnSet();
  const learned = useTraining((state) => state.set);
  const facts = useMemo(() => (own ? factsOf(own) : learned), [own, learned]);
  const varied = useRecipe((state) => state.varied);
  const opened = useDataView((state) => (state.opened?.set === facts.id ? state.opened : null));
  const bytes = opened?.bytes ?? own?.classes.find(({ examples }) => examples.length > 0)?.examples[0] ?? null;
  const [seed, setSeed] = useState(1);
  const variants = useMemo(() => bytes && variantsOf(facts, varied, bytes, COUNT, seed), [facts, varied, bytes, seed]);
  const on = variationsOf(varied, facts);
  return (
    <section className="train-says train-variants" aria-labelledby="train-varied">
      <h2 id="train-varied">{t('train.own.varied')}</h2>
      <p className="small muted">{t(bytes ? 'train.own.variedHint' : 'train.own.variedNone')}</p>
      {bytes && variants && (
        <>
          <div className="train-variant-list" data-testid="variants">
            <SetPicture bytes={bytes} facts={facts} />
            {variants.map((values, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing but their order.
              <SetPicture key={i} bytes={values} facts={facts} />
            ))}
          </div>
          <Button className="quiet" onClick={() => setSeed(seed + 1)}>
            <Dices size={16} aria-hidden />
            {t('train.own.again')}
          </Button>
        </>
      )}
      <fieldset className="train-variations">
        <legend className="unseen">{t('train.own.varied')}</legend>
        {availableFor(facts).map((each) => (
          <Toggle
            key={each}
            label={t(`train.own.variations.${each}`)}
            checked={on.includes(each)}
            onChange={(isOn) =>
              recipe.setState({ varied: variedBy(isOn ? [...on, each] : on.filter((one) => one !== each), facts) })
            }
          />
        ))}
      </fieldset>
    </section>
  );
}
