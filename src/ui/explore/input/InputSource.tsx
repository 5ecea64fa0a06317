/** The input of a network or lab: drawing, picture or camera, with the controls of each. */
import { useTranslation } from 'react-i18next';
import { inputKinds } from '../../../workspace/choices';
import { lazily } from '../../parts/lazily';
import { Segmented } from '../../parts/Segmented';
import { useCalm } from '../../parts/useCalm';
import { useGiven, useWorkspace } from '../../playground';
import { DrawingPad } from '../DrawingPad';
import { PenTools } from '../PenTools';

const PicturePanel = lazily(() => import('./PicturePanel').then((part) => part.PicturePanel));
const SampleDigits = lazily(() => import('./SampleDigits').then((part) => part.SampleDigits));
const CameraPanel = lazily(() => import('./CameraPanel').then((part) => part.CameraPanel));

interface Props {
  /** There is little room below the pad. */
  readonly isNarrow?: boolean;
}

export function InputSource({ isNarrow = false }: Props) {
  const { t } = useTranslation();
  const { choose } = useWorkspace().input;
  const input = useGiven((state) => state.kind);
  const isCalm = useCalm();
  return (
    <>
      <Segmented
        label={t('input.kind')}
        className="input-kind"
        options={inputKinds}
        value={input}
        onChange={choose}
        name={(kind) => t(`input.${kind}`)}
      />
      {input === 'draw' && (
        <>
          <DrawingPad />
          <PenTools>{isCalm && <SampleDigits />}</PenTools>
        </>
      )}
      {input === 'picture' && <PicturePanel isNarrow={isNarrow} />}
      {input === 'camera' && <CameraPanel />}
    </>
  );
}
