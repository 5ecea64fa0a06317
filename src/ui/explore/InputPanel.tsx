/** The left side: the kind of input, the pad or picture, the model, and what the network sees. */
import { useTranslation } from 'react-i18next';
import { Choice } from '../parts/Choice';
import { useSession, useWork, useWorkspace } from '../playground';
import { InputSource } from './input/InputSource';
import { Sees } from './Sees';

export function InputPanel() {
  const { t } = useTranslation();
  const { store, host } = useWorkspace();
  const model = useWork((state) => state.model);
  const lang = useSession((state) => state.lang);
  const records = host.catalogue.records();
  return (
    <section className="side input-side" aria-labelledby="input-title">
      <h2 id="input-title" className="unseen">
        {t('input.title')}
      </h2>
      <InputSource />
      <Choice
        label={t('input.model')}
        className="input-model"
        options={records.map(({ source }) => source.id)}
        value={model?.id ?? ''}
        onChange={(id) => {
          const chosen = records.find(({ source }) => source.id === id);
          if (chosen) store.setState({ model: chosen.source });
        }}
        name={(id) => records.find(({ source }) => source.id === id)?.name[lang] ?? id}
      />
      <Sees />
    </section>
  );
}
