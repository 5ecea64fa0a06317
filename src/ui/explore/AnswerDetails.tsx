/** Details of the answer, on demand: how the probabilities come about, and what separates the top two classes. */
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
import { verdictOf } from '../../workspace/verdict';
import { Disclosure } from '../parts/Disclosure';
import { lazily } from '../parts/lazily';
import { useFrame } from '../playground';

const How = lazily(() => import('./glass/How').then((module) => module.How));
const Between = lazily(() => import('./glass/Between').then((module) => module.Between));

export function AnswerDetails({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const isClose = useFrame(({ answer }) => answer !== null && verdictOf(answer)?.kind === 'close');
  return (
    <div className="disclosures">
      <Disclosure title={t('answer.how')}>
        <How key={network.spec.name} network={network} />
      </Disclosure>
      <Disclosure title={t('answer.between')} isMarked={isClose}>
        <Between key={network.spec.name} network={network} />
      </Disclosure>
    </div>
  );
}
