/** The left side: the kind of input, the pad or the picture, the model, and what the network sees of it. */
import { useTranslation } from 'react-i18next';
import { inputKinds, modelIds } from '../../store/choices';
import { Choice } from '../parts/Choice';
import { lazily } from '../parts/lazily';
import { Segmented } from '../parts/Segmented';
import { usePlayground, useSession } from '../playground';
import { DrawingPad } from './DrawingPad';
import { PenTools } from './PenTools';
import { Sees } from './Sees';

const PicturePanel = lazily(() => import('./input/PicturePanel').then((part) => part.PicturePanel));
const CameraPanel = lazily(() => import('./input/CameraPanel').then((part) => part.CameraPanel));

export function InputPanel() {
  const { t } = useTranslation();
  const { setInput, setModel } = usePlayground();
  const input = useSession((state) => state.input);
  const model = useSession((state) => state.model);
  return (
    <section className="side input-side" aria-labelledby="input-title">
      <h2 id="input-title" className="unseen">
        {t('input.title')}
      </h2>
      <Segmented
        label={t('input.kind')}
        className="input-kind"
        options={inputKinds}
        value={input}
        onChange={setInput}
        name={(kind) => t(`input.${kind}`)}
      />
      {input === 'draw' && (
        <>
          <DrawingPad />
          <PenTools />
        </>
      )}
      {input === 'picture' && <PicturePanel />}
      {input === 'camera' && <CameraPanel />}
      <Choice
        label={t('input.model')}
        className="input-model"
        options={modelIds}
        value={model}
        onChange={setModel}
        name={(id) => t(`input.models.${id}`)}
      />
      <Sees />
    </section>
  );
}
