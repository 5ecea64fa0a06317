/** The strip of kernels to try, as many as fit; the rest, random ones and learned ones behind the last of them. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/Dialog';
import { lazily } from '../parts/lazily';
import { inOrder, PresetList } from './PresetList';

const MoreKernels = lazily(() => import('./MoreKernels').then((part) => part.MoreKernels));

/** `count`: how many there is room for, besides the one that leads to the rest. */
export function Presets({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="kernel-presets" aria-label={t('kernelLab.presets')} data-part="tools">
      <PresetList ids={inOrder.slice(0, count)} />
      <button type="button" className="kernel-preset" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span className="kernel-preset-picture kernel-preset-more" aria-hidden>
          …
        </span>
        <span>{t('kernelLab.morePresets')}</span>
      </button>
      {isOpen && (
        <Dialog
          isModal
          data-large
          className="kernel-dialog kernel-more"
          title={t('kernelLab.presets')}
          close={t('kernelLab.close')}
          onClose={() => setOpen(false)}
        >
          <MoreKernels onDone={() => setOpen(false)} />
        </Dialog>
      )}
    </section>
  );
}
