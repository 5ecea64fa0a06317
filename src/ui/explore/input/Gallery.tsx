/** The gallery: free photographs with their sources, one click each. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type GalleryId, gallery, galleryAddress, galleryIds } from '../../../workspace/input/gallery';
import { useGiven, useWorkspace } from '../../playground';

export function Gallery() {
  const { t } = useTranslation();
  const { openGallery } = useWorkspace().input;
  const opened = useGiven((state) => state.picture?.gallery);
  const [pointed, setPointed] = useState<GalleryId | null>(null);
  const credited = pointed ?? opened;

  const title = (id: GalleryId): string => t(`moreInput.pictures.${id}`);
  const credit = (id: GalleryId): string => {
    const { author, source, licence } = gallery[id];
    return t('moreInput.credit', { author, source, licence: t(`moreInput.licences.${licence}`) });
  };

  return (
    <section className="gallery" aria-label={t('moreInput.gallery')} onPointerLeave={() => setPointed(null)}>
      <ul>
        {galleryIds.map((id) => (
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
        ))}
      </ul>
      <p className="credit" aria-hidden>
        {credited ? (
          <>
            <b>{title(credited)}</b> {credit(credited)}
          </>
        ) : (
          t('moreInput.galleryHint')
        )}
      </p>
    </section>
  );
}
