/** A name that is changed in place: Enter or leaving it takes the change, Escape drops it. */
import { useState } from 'react';
import '../styles/nameField.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly longest: number;
  /** Shown while there is no name. */
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
  readonly onFocus?: () => void;
}

export function NameField({ label, value, longest, placeholder, onChange, onFocus }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const take = (): void => {
    if (draft !== null && draft !== value) onChange(draft);
    setDraft(null);
  };
  return (
    <input
      type="text"
      className="name-field"
      aria-label={label}
      value={draft ?? value}
      maxLength={longest}
      placeholder={placeholder}
      onFocus={onFocus}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null);
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
