/** Which files could not be used, and why. */
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import type { LeftOut } from '../../../workspace/training/files/leftOut';

export function LeftOutList({ left }: { readonly left: readonly LeftOut[] }) {
  const { t } = useTranslation();
  return left.length > 0 ? (
    <ul>
      {left.map(({ why, count, path }) => (
        <li key={why}>{t(`train.own.files.left.${why}`, { count: grouped(count), path })}</li>
      ))}
    </ul>
  ) : null;
}
