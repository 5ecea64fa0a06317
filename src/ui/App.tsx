/** The page: header, messages, and the page that the address names. */
import { useTranslation } from 'react-i18next';
import { ExplorePage } from './explore/ExplorePage';
import { DropZone } from './frame/DropZone';
import { Header } from './frame/Header';
import { Messages } from './frame/Messages';

export function App() {
  const { t } = useTranslation();
  return (
    <DropZone>
      <a className="skip" href="#pad">
        {t('app.skip')}
      </a>
      <Header />
      <Messages />
      <ExplorePage />
    </DropZone>
  );
}
