/** Above the answer, while it is that of an edited network. */
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
