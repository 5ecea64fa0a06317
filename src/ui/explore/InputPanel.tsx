/** The left side: the kind of input, the pad or the picture, the model, and what the network sees of it. */
import { useTranslation } from 'react-i18next';
import { modelIds } from '../../workspace/choices';
import { Choice } from '../parts/Choice';
import { useWork, useWorkspace } from '../playground';
import { GivenBy } from './input/GivenBy';
import { Sees } from './Sees';

export function InputPanel() {
  const { t } = useTranslation();
  const { store } = useWorkspace();
  const model = useWork((state) => state.model);
  return (
    <section className="side input-side" aria-labelledby="input-title">
      <h2 id="input-title" className="unseen">
        {t('input.title')}
      </h2>
      <GivenBy />
      <Choice
        label={t('input.model')}
        className="input-model"
        options={modelIds}
        value={model}
        onChange={(model) => store.setState({ model })}
        name={(id) => t(`input.models.${id}`)}
      />
      <Sees />
    </section>
  );
}
