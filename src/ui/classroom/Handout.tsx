/** For print only: the picture of the network, and a link back at the foot. */
import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { beforePrint, handout, printHandout } from '../../store/handout';
import { hasStage } from '../../store/pages';
import { say } from '../../store/session';
import { messageFor } from '../../workspace/messages';
import { keyOf } from '../parts/keys';
import { usePlayground, useSession, useWork } from '../playground';
import { QrCode } from './QrCode';
import { readLook } from './useLook';
import { usePictureWords } from './usePictureWords';
import '../styles/print.css';

export function Handout() {
  const { t } = useTranslation();
  const playground = usePlayground();
  const { picture, link } = useStore(handout);
  const page = useSession((state) => state.page);
  const lang = useSession((state) => state.lang);
  const { host } = playground;
  const model = useWork((state) => state.model);
  const wordsNow = usePictureWords();

  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = (): void => {
      if (sheet.current) beforePrint(playground, flushSync, sheet.current, readLook, wordsNow());
    };
    const print = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || keyOf(event) !== 'p') return;
      event.preventDefault();
      printHandout(playground, readLook, wordsNow).catch((error: unknown) =>
        say(playground.session, messageFor(error)),
      );
    };
    window.addEventListener('beforeprint', before);
    window.addEventListener('keydown', print);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('keydown', print);
    };
  }, [playground, wordsNow]);

  return (
    <div ref={sheet} className="handout" data-testid="handout">
      {picture && <img src={picture} alt={t('stage.title')} />}
      <div className="handout-foot">
        {link !== '' && <QrCode text={link} />}
        <div>
          <p className="strong">
            {hasStage(page) ? model && host.catalogue.record(model).name[lang] : t(`app.${page}`)}
          </p>
          <p>{link}</p>
        </div>
      </div>
    </div>
  );
}
