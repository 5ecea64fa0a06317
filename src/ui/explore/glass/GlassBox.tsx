/**
 * The glass box: a sheet beside the pad, so that you can draw and watch: the backend, how long each layer takes,
 * whether its numbers are right, and the code that computed them.
 */
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../parts/Dialog';
import { useWork } from '../../playground';
import { AgreementTable } from './AgreementTable';
import { Device } from './Device';
import { Facts } from './Facts';
import { FrameCounters } from './FrameCounters';
import { ShaderView } from './ShaderView';
import { TimeTable } from './TimeTable';
import '../../styles/glass.css';

export function GlassBox({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const network = useWork((state) => state.network);
  const computing = useWork((state) => state.computing);
  // With another network or backend, no measurement is valid any more, so start afresh.
  const key = `${network?.spec.name} ${computing?.info.name}`;
  return (
    <Dialog className="glass-box" title={t('glass.box.title')} close={t('glass.box.close')} onClose={onClose}>
      {network && computing ? (
        <div className="glass-parts" key={key}>
          <Device network={network} computing={computing} />
          <Facts network={network} />
          <TimeTable network={network} />
          <AgreementTable network={network} />
          <ShaderView network={network} />
          <FrameCounters />
        </div>
      ) : (
        <p className="muted">{t('glass.box.nothing')}</p>
      )}
    </Dialog>
  );
}
