/** A picture of the set, in the place of the pad: every map, and the whole timeline, follow it. */
import { useTranslation } from 'react-i18next';
import type { SetPicture as Shown } from '../../../workspace/training/subject';
import { Button } from '../../parts/Button';
import { useClassNames } from '../../parts/useClassNames';
import { SetPicture } from '../data/SetPicture';
import { useLabels, useTrain, useTraining } from '../useTrain';

export function PictureOnPad({ of }: { readonly of: Shown }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const labels = useLabels();
  const facts = useTraining((state) => state.set);
  const { store } = useTrain().training.subject;
  return (
    <section className="train-pad" data-part="input" aria-labelledby="train-pad-title" data-testid="set-picture">
      <h2 id="train-pad-title">{t('train.watching.picture')}</h2>
      <div className="train-set-picture">
        <SetPicture bytes={of.picture} facts={facts} />
      </div>
      <p>{t('train.watching.meant', { label: names.spoken(labels[of.label] ?? '') })}</p>
      <p className="small muted">{t('train.watching.follows')}</p>
      <Button className="button" onClick={() => store.setState({ picture: null })}>
        {t('train.watching.back')}
      </Button>
    </section>
  );
}
