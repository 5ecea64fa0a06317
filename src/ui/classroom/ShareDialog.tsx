/** Share and present: the link and its QR code, embedding, full screen, print and pictures. */
import { Download, Maximize, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Hidable } from '../../store/embed';
import { canFillScreen, fillScreen } from '../../store/fullScreen';
import { networkPicture, printHandout } from '../../store/handout';
import { offline } from '../../store/offline';
import { hasStage, pages } from '../../store/pages';
import { saving } from '../../store/saving';
import { say } from '../../store/session';
import { embedAddress, embedSnippet, sharedAddress } from '../../store/share';
import { saveFile } from '../../workspace/export/files';
import { messageFor } from '../../workspace/messages';
import { Dialog } from '../parts/Dialog';
import { partsList } from '../parts/partsList';
import { Toggle } from '../parts/Toggle';
import { usePlayground, useSession } from '../playground';
import { CopyField } from './CopyField';
import { QrCode } from './QrCode';
import { ScaleChoice } from './ScaleChoice';
import { readLook } from './useLook';
import { usePictureWords } from './usePictureWords';
import '../styles/classroom.css';

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [isLarge, setLarge] = useState(false);
  const { router } = usePlayground();
  const [{ href, leftOut }] = useState(router.share);
  const link = sharedAddress(href);
  const kept = useStore(offline, (store) => store.state);
  return (
    <Dialog
      isModal
      className="share"
      title={t('classroom.share.title')}
      close={t('classroom.share.close')}
      onClose={onClose}
      data-large={isLarge || undefined}
    >
      <div className="share-parts">
        <section className="share-link">
          <CopyField label={t('classroom.share.link')} text={link} copy={t('classroom.share.copyLink')} rows={2} />
          <p className="muted small">{t('classroom.share.holds')}</p>
          {leftOut.length > 0 && (
            <p className="small" data-testid="left-out">
              {t('classroom.share.leftOut', { parts: partsList(i18n, leftOut) })}
            </p>
          )}
          <QrCode text={link} />
          <button type="button" className="button" aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
            {t('classroom.share.large')}
          </button>
        </section>
        {!isLarge && (
          <div className="share-rest">
            <Present onClose={onClose} />
            <Keep onClose={onClose} />
            <Embed href={href} />
            <p className="muted small" data-testid="offline-state">
              {t(`classroom.offline.${kept}`)}
            </p>
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** Full screen. */
function Present({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const isExplore = useSession((state) => hasStage(state.page));
  if (!canFillScreen()) return null;
  const fill = (hidden: readonly Hidable[]): void => {
    // A refusal leaves the page as it is.
    fillScreen(hidden).catch(() => {});
    onClose();
  };
  return (
    <section>
      <h3>{t('classroom.share.present')}</h3>
      <div className="copy-row row">
        <button type="button" className="button" onClick={() => fill([])}>
          <Maximize size={16} aria-hidden />
          {t('classroom.share.fullScreen')}
        </button>
        {isExplore && (
          <button type="button" className="button" onClick={() => fill(['header', 'input', 'answer'])}>
            {t('classroom.share.stageOnly')}
          </button>
        )}
      </div>
    </section>
  );
}

const scales = [1, 2, 4] as const;

/** Print, or save as a picture. */
function Keep({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const playground = usePlayground();
  const { session } = playground;
  const isExplore = useSession((state) => hasStage(state.page));
  const [scale, setScale] = useState<number>(2);
  const wordsNow = usePictureWords();
  const saveMap = useStore(saving, ({ open }) => open);
  const attempt = (act: () => Promise<void>): void => {
    act().catch((error: unknown) => say(session, messageFor(error)));
  };
  const save = async (): Promise<void> => {
    const { clientWidth: width, clientHeight: height } = document.querySelector('.stage-scroller') ?? document.body;
    const words = wordsNow();
    if (!words) return;
    const picture = { room: { width, height }, scale, words, look: readLook() };
    const file = await networkPicture(playground, picture);
    if (file) saveFile(file, `${playground.workspace.store.getState().model?.id} network.png`);
  };
  return (
    <section>
      <h3>{t('classroom.share.keep')}</h3>
      <div className="copy-row row">
        <button
          type="button"
          className="button"
          onClick={() => {
            onClose();
            attempt(() => printHandout(playground, readLook, wordsNow));
          }}
        >
          <Printer size={16} aria-hidden />
          {t('classroom.share.print')}
        </button>
        {saveMap && (
          <button
            type="button"
            className="button"
            onClick={() => {
              onClose();
              saveMap();
            }}
          >
            <Download size={16} aria-hidden />
            {t('classroom.share.map')}
          </button>
        )}
        {isExplore && (
          <div className="export">
            <button type="button" className="button" onClick={() => attempt(save)}>
              <Download size={16} aria-hidden />
              {t('classroom.share.picture')}
            </button>
            <ScaleChoice label={t('classroom.share.scale')} scales={scales} value={scale} onChange={setScale} />
          </div>
        )}
      </div>
    </section>
  );
}

/** The HTML snippet for another page, and which parts it hides. */
function Embed({ href }: { readonly href: string }) {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<readonly Hidable[]>([]);
  const offered: readonly Hidable[] = pages[useSession((state) => state.page)].hides;
  const snippet = embedSnippet(embedAddress(href, hidden), t('app.name'));
  return (
    <section>
      <h3>{t('classroom.share.embed')}</h3>
      <div className="share-toggles">
        {offered.map((part) => (
          <Toggle
            key={part}
            label={t(`classroom.share.parts.${part}`)}
            checked={!hidden.includes(part)}
            onChange={(isShown) =>
              setHidden(offered.filter((each) => (each === part ? !isShown : hidden.includes(each))))
            }
          />
        ))}
      </div>
      <CopyField label={t('classroom.share.snippet')} text={snippet} copy={t('classroom.share.copySnippet')} rows={4} />
    </section>
  );
}
