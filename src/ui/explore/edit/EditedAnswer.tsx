/** The note above the answer of an edited network. */
import { useTranslation } from 'react-i18next';
import '../../styles/edit.css';

export function EditedAnswer() {
  const { t } = useTranslation();
  return (
    <p className="edited-answer" data-testid="edited-answer">
      {t('edit.answer')}
    </p>
  );
}
