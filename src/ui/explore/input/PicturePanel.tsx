/** A picture: by upload, drop, paste or from the gallery, and the part that the network sees. */
import { ImageUp } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useGiven, useWork, useWorkspace } from '../../playground';
import '../../styles/input.css';
import { CropZoom } from './CropZoom';
import { Gallery, GallerySheet } from './Gallery';
import { PictureCrop } from './PictureCrop';

export function PicturePanel({ isNarrow = false }: { readonly isNarrow?: boolean }) {
  const { t } = useTranslation();
  const { openPicture } = useWorkspace().input;
  const picture = useGiven((state) => state.picture);
  const size = useWork((state) => state.network?.preprocessing.size);
  const chooser = useRef<HTMLInputElement>(null);
  const cropped = picture && { picture, size: size ?? [1, 1] };

  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const file = target.files?.[0];
    if (file) void openPicture(file, file.name);
    // So that the same file can be chosen again.
    target.value = '';
  };

  return (
    <>
      {picture && cropped ? (
        <PictureCrop picture={picture} cropped={cropped} />
      ) : (
        <div className="pad-frame picture-empty" id="pad">
          <ImageUp size={36} strokeWidth={1.25} aria-hidden />
          <p>{t('moreInput.invite')}</p>
        </div>
      )}
      <div className="pen-tools row tight">
        <button type="button" className="button strong" onClick={() => chooser.current?.click()}>
          <ImageUp className="sign" size={18} aria-hidden />
          <span>{t('moreInput.upload')}</span>
        </button>
        <CropZoom cropped={cropped} />
        {isNarrow ? <GallerySheet /> : <Gallery />}
        {picture?.transparent && <p className="muted">{t('moreInput.transparent')}</p>}
      </div>
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        className="unseen"
        tabIndex={-1}
        aria-hidden
        onChange={choose}
      />
    </>
  );
}
