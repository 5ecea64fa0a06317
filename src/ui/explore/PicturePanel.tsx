/** A picture: brought by button, drop or paste, and the part of it that the network looks at. */
import { ImageUp } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { zoomCrop } from '../../store/gesture';
import { useGesture, usePlayground, useSession } from '../playground';
import { PictureCrop } from './PictureCrop';

export function PicturePanel() {
  const { t } = useTranslation();
  const { openPicture } = usePlayground();
  const picture = useSession((state) => state.picture);
  const chooser = useRef<HTMLInputElement>(null);

  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const file = target.files?.[0];
    if (file) void openPicture(file, file.name);
    // The same file may be chosen again.
    target.value = '';
  };

  return (
    <>
      {picture ? (
        <PictureCrop picture={picture} />
      ) : (
        <div className="pad-frame picture-empty" id="pad">
          <ImageUp size={36} strokeWidth={1.25} aria-hidden />
          <p>{t('picture.invite')}</p>
        </div>
      )}
      <div className="pen-tools">
        <button type="button" className="button strong" onClick={() => chooser.current?.click()}>
          {t('picture.upload')}
        </button>
        {picture && <CropZoom />}
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

function CropZoom() {
  const { t } = useTranslation();
  const { gesture } = usePlayground();
  const zoom = useGesture((state) => state.crop.zoom);
  return (
    <input
      type="range"
      className="slider"
      aria-label={t('picture.zoom')}
      title={t('picture.zoom')}
      min={1}
      max={8}
      step={0.1}
      value={zoom}
      onChange={({ target }) => zoomCrop(gesture, target.valueAsNumber)}
    />
  );
}
