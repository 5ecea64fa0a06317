/**
 * The gallery: free photographs with their sources, one click each. What the network at work has no name for stands
 * apart: it gives an answer even so.
 */
import { Images } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type GalleryId, gallery, galleryAddress, galleryIds } from '../../../workspace/input/gallery';
import { Dialog } from '../../parts/Dialog';
import { Opens } from '../../parts/Opens';
import { useGiven, useWork, useWorkspace } from '../../playground';

const noLabels: readonly string[] = [];

/** A button that opens the gallery in a sheet beside the pad; below it, the credit of the picture. */
export function GallerySheet() {
  const { t } = useTranslation();
  const opened = useGiven((state) => state.picture?.gallery);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Opens className="button gallery-open" isOpen={isOpen} onChange={setOpen}>
        <Images className="sign" size={18} aria-hidden />
        <span>{t('moreInput.gallery')}</span>
      </Opens>
      {opened && <Credit id={opened} />}
      {isOpen && (
        <Dialog
          className="sheet gallery-sheet"
          title={t('moreInput.gallery')}
          close={t('moreInput.closeGallery')}
          onClose={() => setOpen(false)}
        >
          <Gallery />
        </Dialog>
      )}
    </>
  );
}

/** Whose picture it is, and how it may be used. */
function Credit({ id }: { readonly id: GalleryId }) {
  const { t } = useTranslation();
  const { licence, ...original } = gallery[id];
  const credit = t('moreInput.credit', { ...original, licence: t(`moreInput.licences.${licence}`) });
  return (
    <p className="credit" title={credit} aria-hidden>
      <b>{t(`moreInput.pictures.${id}`)}</b> {credit}
    </p>
  );
}

export function Gallery() {
  const { t } = useTranslation();
  const { openGallery } = useWorkspace().input;
  const opened = useGiven((state) => state.picture?.gallery);
  const labels = useWork(({ network }) => network?.spec.labels ?? noLabels);
  const [pointed, setPointed] = useState<GalleryId | null>(null);
  const credited = pointed ?? opened;
  const othersTitle = useId();
  const isKnown = (id: GalleryId): boolean => gallery[id].labels.some((label) => labels.includes(label));
  const known = galleryIds.filter(isKnown);
  const isSplit = known.length > 0;

  const title = (id: GalleryId): string => t(`moreInput.pictures.${id}`);
  const credit = (id: GalleryId): string => {
    const { licence, ...original } = gallery[id];
    return t('moreInput.credit', { ...original, licence: t(`moreInput.licences.${licence}`) });
  };
  const row = (id: GalleryId) => (
    <li key={id}>
      <button
        type="button"
        aria-label={`${title(id)}. ${credit(id)}`}
        aria-pressed={id === opened}
        onClick={() => void openGallery(id)}
        onPointerEnter={() => setPointed(id)}
        onFocus={() => setPointed(id)}
        onBlur={() => setPointed(null)}
      >
        <img src={galleryAddress(import.meta.env.BASE_URL, id)} alt="" width={48} height={48} loading="lazy" />
      </button>
    </li>
  );

  return (
    <section className="gallery" aria-label={t('moreInput.gallery')} onPointerLeave={() => setPointed(null)}>
      <ul>{(isSplit ? known : galleryIds).map(row)}</ul>
      {isSplit && (
        <>
          <p id={othersTitle} className="small muted">
            {t('moreInput.others', { count: labels.length })}
          </p>
          <ul aria-labelledby={othersTitle}>{galleryIds.filter((id) => !isKnown(id)).map(row)}</ul>
        </>
      )}
      {credited ? (
        <Credit id={credited} />
      ) : (
        <p className="credit" aria-hidden>
          {t('moreInput.galleryHint')}
        </p>
      )}
    </section>
  );
}
