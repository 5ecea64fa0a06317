/** The current backend, the time of its last run and the number of dispatches. */
import { useTranslation } from 'react-i18next';
import { milliseconds } from '../../workspace/numbers';
import { useFrame, useWork } from '../playground';

export function BackendChip() {
  const { t } = useTranslation();
  const computing = useWork((state) => state.computing);
  const time = useFrame((state) => (state.milliseconds === null ? null : milliseconds(state.milliseconds)));
  const dispatches = useFrame((state) => state.counters?.dispatches ?? 0);
  if (!computing) return <span className="chip">{t('backend.opening')}</span>;
  const { name } = computing.info;
  return (
    <span className="chip" data-testid="backend" data-backend={name}>
      <b>{t(`backend.names.${name}`)}</b>
      {time !== null && <span className="chip-part">{t('backend.chip', { milliseconds: time })}</span>}
      {dispatches > 0 && <span className="chip-part chip-more">{t('backend.dispatches', { count: dispatches })}</span>}
    </span>
  );
}
