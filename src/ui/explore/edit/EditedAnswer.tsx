/** The note above the answer of an edited network. */
import { useTranslation } from 'react-i18next';
import '../../styles/edit.css';

/** In one word where there is no room for more. */
export function EditedAnswer({ isShort = false }: { readonly isShort?: boolean }) {
  const { t } = useTranslation();
  return (
    <p className="edited-answer" data-testid="edited-answer" title={t('edit.answer')}>
      {t(isShort ? 'edit.marks.edited' : 'edit.answer')}
    </p>
  );
}
