/** The answer that opens: how the probabilities come about, and what separates the two likeliest classes. */
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
import { Dialog } from '../parts/Dialog';
import { Disclosure } from '../parts/Disclosure';
import { useVerdict } from '../parts/useVerdict';
import { Between } from './glass/Between';
import { How } from './glass/How';

interface Props {
  readonly network: Network;
  readonly onClose: () => void;
}

export function AnswerDetails({ network, onClose }: Props) {
  const { t } = useTranslation();
  const isClose = useVerdict((verdict) => verdict.kind === 'close');
  return (
    <Dialog
      className="sheet answer-details"
      title={t('answer.title')}
      close={t('answer.closeDetails')}
      onClose={onClose}
    >
      <Disclosure title={t('answer.how')}>
        <How key={network.spec.name} network={network} />
      </Disclosure>
      <Disclosure title={t('answer.between')} isMarked={isClose}>
        <Between key={network.spec.name} network={network} />
      </Disclosure>
    </Dialog>
  );
}
