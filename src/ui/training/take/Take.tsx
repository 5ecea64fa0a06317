/** At the right of the page's head: takes the network at the playhead along, or straight into Explore. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../../store/session';
import { messageFor } from '../../../workspace/messages';
import { percent } from '../../../workspace/numbers';
import { takenFrom } from '../../../workspace/training/taken';
import { Button } from '../../parts/Button';
import { lazily } from '../../parts/lazily';
import { Opens } from '../../parts/Opens';
import { usePlayground } from '../../playground';
import { useMoment, useTrain } from '../useTrain';
import { useOpen } from './useOpen';

const TakeAlong = lazily(() => import('./TakeAlong').then((module) => module.TakeAlong));

export function Take() {
  const { t } = useTranslation();
  const { host, session } = usePlayground();
  const { training } = useTrain();
  const moment = useMoment();
  const open = useOpen();
  const [isOpen, setOpen] = useState(false);
  const called = t('train.take.called', { right: percent(moment?.newAccuracy ?? 0, 0) });
  const explore = async (): Promise<void> => {
    const [shelf, taken] = await Promise.all([host.catalogue.shelf(), takenFrom(training)]);
    if (taken) open(await shelf.save(taken, called));
  };
  return (
    <span className="train-take-buttons">
      <Opens className="quiet" isOpen={isOpen} onChange={setOpen}>
        <Download size={16} aria-hidden /> {t('train.take.title')}
      </Opens>
      <Button
        className="quiet"
        idle={!moment}
        onClick={() => explore().catch((error: unknown) => say(session, messageFor(error)))}
      >
        {t('train.take.open')}
      </Button>
      {isOpen && <TakeAlong called={called} onClose={() => setOpen(false)} />}
    </span>
  );
}
