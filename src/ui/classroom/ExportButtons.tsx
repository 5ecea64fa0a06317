/** The buttons that save a map as PNG (at a chosen scale), CSV or .npy. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../store/session';
import { csvFile, npyFile, saveFile } from '../../workspace/export/files';
import { mapPicture, scalesFor } from '../../workspace/export/mapPicture';
import { messageFor } from '../../workspace/messages';
import type { ExportProps } from '../parts/Export';
import { usePlayground } from '../playground';
import { ScaleChoice } from './ScaleChoice';
import { useLook } from './useLook';
import '../styles/classroom.css';

const kindNames = { png: 'PNG', csv: 'CSV', npy: '.npy' } as const;

/** The default size of a picture is about this, in pixels. */
const HANDY = 512;

/** The largest scale that keeps the longer side within HANDY. */
function handyScale(scales: readonly number[], shape: readonly number[]): number {
  const side = Math.max(...shape.slice(-2), 1);
  return scales.findLast((scale) => scale * side <= HANDY) ?? 1;
}

export function ExportButtons({ name, shape, values, colours, picture }: ExportProps) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const look = useLook();
  const scales = scalesFor(shape);
  const [wanted, setScale] = useState<number | null>(null);
  const scale = wanted !== null && scales.includes(wanted) ? wanted : handyScale(scales, shape);

  const drawn = async (): Promise<Blob | null> => {
    if (picture) return picture();
    const read = colours && (await values());
    return read ? mapPicture({ title: name, values: read, shape, colours: colours(), scale }, look) : null;
  };
  const written = (write: typeof csvFile | typeof npyFile) => async (): Promise<Blob | null> => {
    const read = await values();
    return read && write({ values: read, shape });
  };
  const files = [
    ...(picture || colours ? [{ kind: 'png', make: drawn } as const] : []),
    { kind: 'csv', make: written(csvFile) },
    { kind: 'npy', make: written(npyFile) },
  ] as const;

  const save = async (kind: string, make: () => Promise<Blob | null>): Promise<void> => {
    try {
      const file = await make();
      if (file) saveFile(file, `${name}.${kind}`);
    } catch (error) {
      say(session, messageFor(error));
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form.
    <div className="export" role="group" aria-label={t('classroom.export.title', { name })}>
      <Download size={16} aria-hidden />
      {files.map(({ kind, make }) => (
        <button
          key={kind}
          type="button"
          className="button"
          title={t(`classroom.export.help.${kind}`)}
          onClick={() => void save(kind, make)}
        >
          {kindNames[kind]}
        </button>
      ))}
      {!picture && colours && scales.length > 1 && (
        <ScaleChoice label={t('classroom.export.scale')} scales={scales} value={scale} onChange={setScale} />
      )}
    </div>
  );
}
