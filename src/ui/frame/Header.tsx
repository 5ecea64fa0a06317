/** The header: the pages, the network and what computes it, sharing, language and theme. */
import { Moon, Sun } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type Page, pageNames } from '../../store/pages';
import { languages } from '../../workspace/choices';
import { IconButton } from '../parts/IconButton';
import { usePlayground, useSession, useWork } from '../playground';
import { Computing } from './Computing';
import { GlossaryDoor } from './GlossaryDoor';
import { ShareButton } from './ShareButton';

const languageNames = { en: 'English', ko: '한국어' } as const;

export function Header() {
  const { t } = useTranslation();
  return (
    <header className="header">
      <h1 className="brand">{t('app.name')}</h1>
      <nav className="pages" aria-label={t('app.pages')}>
        {pageNames.map((name) => (
          <PageLink key={name} name={name} />
        ))}
      </nav>
      <div className="header-end">
        <Computing />
        <GlossaryDoor />
        <ShareButton />
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  );
}

/** An ordinary link (it can open in a new tab) that switches the page in place. */
function PageLink({ name }: { readonly name: Page }) {
  const { t } = useTranslation();
  const { addressOf, setPage } = usePlayground();
  // The link's address holds every setting, so it follows them all.
  const current = useSession((state) => state.page);
  useWork((state) => state.model);
  useWork((state) => state.size);
  useSession((state) => state.backend);
  useSession((state) => state.lang);
  useSession((state) => state.theme);

  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setPage(name);
  };
  return (
    <a href={addressOf(name)} aria-current={name === current ? 'page' : undefined} onClick={follow}>
      {t(`app.${name}`)}
    </a>
  );
}

/** Two languages, so one button: it names the other language, in that language. */
function LanguageButton() {
  const { setLanguage } = usePlayground();
  const current = useSession((state) => state.lang);
  const other = languages.find((language) => language !== current) ?? current;
  return (
    <button type="button" className="quiet" lang={other} onClick={() => setLanguage(other)}>
      {languageNames[other]}
    </button>
  );
}

function ThemeButton() {
  const { t } = useTranslation();
  const { setTheme } = usePlayground();
  const theme = useSession((state) => state.theme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const label = t(other === 'light' ? 'app.themeLight' : 'app.themeDark');
  return (
    <IconButton quiet label={label} onClick={() => setTheme(other)}>
      {other === 'light' ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
    </IconButton>
  );
}
