/** Explains how an equation's numbers are rounded. */
import { useTranslation } from 'react-i18next';

export function Rounding({ decimals }: { readonly decimals: number | null }) {
  const { t } = useTranslation();
  return (
    <p className="muted small">{decimals === null ? t('opened.exactly') : t('opened.rounding', { count: decimals })}</p>
  );
}
