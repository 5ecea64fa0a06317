/**
 * A lab's input: a drawing, a picture or the camera, at the size and with the channels chosen here. If there is no
 * input yet, it opens a picture from the gallery, so that no lab is empty.
 *
 *   <LabInput choice={{ side: 128, colour: 'rgb' }} onChoice={setChoice} />
 */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { bringFirstPicture } from '../../store/labs';
import { type LabInputChoice, type LabSide, labColours, labSides } from '../../workspace/labs/labInput';
import { InputSource } from '../explore/input/InputSource';
import { Choice } from '../parts/Choice';
import { Segmented } from '../parts/Segmented';
import { usePlayground } from '../playground';
import '../styles/labs.css';

interface Props {
  readonly choice: LabInputChoice;
  readonly onChoice: (choice: LabInputChoice) => void;
  /** The sizes on offer; all of them by default. */
  readonly sides?: readonly LabSide[];
}

/** So that no lab is empty. */
export function useFirstPicture(): void {
  const playground = usePlayground();
  useEffect(() => playground.part(bringFirstPicture), [playground]);
}

export function LabInput({ choice, onChoice, sides = labSides }: Props) {
  const { t } = useTranslation();
  useFirstPicture();
  return (
    <section className="lab-input" aria-labelledby="lab-input-title">
      <h2 id="lab-input-title" className="unseen">
        {t('labs.input')}
      </h2>
      <InputSource />
      <div className="lab-input-choices">
        <Choice
          label={t('labs.side')}
          options={sides}
          value={choice.side}
          onChange={(side) => onChoice({ ...choice, side })}
        />
        <div className="choice">
          <span aria-hidden>{t('labs.colour')}</span>
          <Segmented
            label={t('labs.colour')}
            options={labColours}
            value={choice.colour}
            onChange={(colour) => onChoice({ ...choice, colour })}
            name={(colour) => t(`labs.colours.${colour}`)}
          />
        </div>
      </div>
    </section>
  );
}
