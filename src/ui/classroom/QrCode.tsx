/** A text as a QR code: black on white in both themes and with a quiet zone, as readers expect. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';

/** Modules of white around the code (ISO/IEC 18004). */
const QUIET = 4;

/** Runs of dark modules as one SVG path; null for a text too long for any code. */
function pathOf(text: string): { readonly path: string; readonly size: number } | null {
  try {
    const { data } = encode(text, { ecc: 'L', boostEcc: true, border: QUIET });
    const path = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => {
        if (!isDark || row[x - 1]) return [];
        const end = row.indexOf(false, x);
        return [`M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`];
      }),
    );
    return { path: path.join(''), size: data.length };
  } catch {
    return null;
  }
}

export function QrCode({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const code = useMemo(() => pathOf(text), [text]);
  if (!code) return <p className="muted small">{t('classroom.share.tooLong')}</p>;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={t('classroom.share.qr')}
    >
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}
