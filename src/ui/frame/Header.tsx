/** The header: the pages, the backend at work, language and theme. */
import { Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { languages, pages } from '../../store/choices';
import { usePlayground, useSession } from '../playground';
import { BackendChip } from './BackendChip';

const languageNames = { en: 'English', ko: '한국어' } as const;

export function Header() {
  const { t } = useTranslation();
  const page = useSession((state) => state.page);
  return (
    <header className="header">
      <h1 className="brand">{t('app.name')}</h1>
      <nav className="pages" aria-label={t('app.pages')}>
        {pages.map((name) => (
          <a key={name} href={`?page=${name}`} aria-current={name === page ? 'page' : undefined}>
            {t(`app.${name}`)}
          </a>
        ))}
      </nav>
      <div className="header-end">
        <BackendChip />
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  );
}

/** Two languages, so one button: it names the other one, in that language. */
function LanguageButton() {
  const { setLanguage } = usePlayground();
  const current = useSession((state) => state.lang);
  return languages
    .filter((language) => language !== current)
    .map((language) => (
      <button key={language} type="button" className="quiet" lang={language} onClick={() => setLanguage(language)}>
        {languageNames[language]}
      </button>
    ));
}

function ThemeButton() {
  const { t } = useTranslation();
  const { setTheme } = usePlayground();
  const theme = useSession((state) => state.theme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const label = t(other === 'light' ? 'app.themeLight' : 'app.themeDark');
  return (
    <button type="button" className="quiet icon" aria-label={label} title={label} onClick={() => setTheme(other)}>
      {other === 'light' ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
    </button>
  );
}
