/** A text to copy: select it by hand, or click the button where the browser allows it. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** How long the confirmation shows, in milliseconds. */
const SHOWN = 2500;

interface Props {
  readonly label: string;
  readonly text: string;
  /** The button's label. */
  readonly copy: string;
  readonly rows: number;
}

export function CopyField({ label, text, copy, rows }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);

  const take = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch {
      // Pages without HTTPS have no clipboard API; Ctrl+C still works.
      field.current?.select();
      setCopied('no');
    }
  };
  return (
    <div className="copy-field stack tight">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={field}
        className="number"
        readOnly
        rows={rows}
        value={text}
        spellCheck={false}
        onFocus={({ target }) => target.select()}
      />
      <div className="copy-row row">
        <button type="button" className="button strong" onClick={() => void take()}>
          {copied === 'yes' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {copy}
        </button>
        <span className="muted small" role="status">
          {copied !== null && t(`classroom.share.copied.${copied}`)}
        </span>
      </div>
    </div>
  );
}
