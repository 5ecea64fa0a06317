/** The scale of a saved picture. */
import { useTranslation } from 'react-i18next';

interface Props {
  /** The accessible name. */
  readonly label: string;
  readonly scales: readonly number[];
  readonly value: number;
  readonly onChange: (scale: number) => void;
}

export function ScaleChoice({ label, scales, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <select value={value} aria-label={label} title={label} onChange={({ target }) => onChange(Number(target.value))}>
      {scales.map((each) => (
        <option key={each} value={each}>
          {t('classroom.export.times', { scale: each })}
        </option>
      ))}
    </select>
  );
}
