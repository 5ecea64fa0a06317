/**
 * The glass box: a sheet beside the pad, so that one can draw and watch: what computes, how long each layer takes,
 * whether its numbers are right, and the very code that made them.
 */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useReturnedFocus } from '../../parts/focus';
import { useWork } from '../../playground';
import { AgreementTable } from './AgreementTable';
import { Device } from './Device';
import { FrameCounters } from './FrameCounters';
import { ShaderView } from './ShaderView';
import { TimeTable } from './TimeTable';
import '../../styles/glass.css';

export function GlassBox({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const returnFocus = useReturnedFocus();
  const network = useWork((state) => state.network);
  const computing = useWork((state) => state.computing);
  // Another network or backend is another box: nothing of what was measured holds any more.
  const key = `${network?.spec.name} ${computing?.info.name}`;
  return (
    <Dialog.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          className="glass-box"
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          // One draws beside it.
          onInteractOutside={(event) => event.preventDefault()}
          // Escape closes this, and is not to close what lies behind it too.
          onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
        >
          <div className="glass-title">
            <Dialog.Title>{t('glass.box.title')}</Dialog.Title>
            <Dialog.Close className="quiet icon" aria-label={t('glass.box.close')}>
              <X size={18} aria-hidden />
            </Dialog.Close>
          </div>
          {network && computing ? (
            <div className="glass-parts" key={key}>
              <Device network={network} computing={computing} />
              <TimeTable network={network} />
              <AgreementTable network={network} />
              <ShaderView network={network} />
              <FrameCounters />
            </div>
          ) : (
            <p className="muted">{t('glass.box.nothing')}</p>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
