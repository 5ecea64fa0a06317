/** The network's size: layers, parameters, multiply-adds, memory. */
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import { grouped } from '../../../workspace/numbers';
import { Numbers } from '../../parts/Numbers';
import { useWork } from '../../playground';

export function Facts({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const bytes = useWork((state) => state.computing?.bytes ?? null);
  const size = (value: number): string => {
    const kibibytes = value / 1024;
    return kibibytes < 1024
      ? t('facts.kibibytes', { value: kibibytes.toFixed(0) })
      : t('facts.mebibytes', { value: (kibibytes / 1024).toFixed(1) });
  };
  return (
    <section aria-labelledby="glass-facts">
      <h3 id="glass-facts">{t('facts.title')}</h3>
      <Numbers
        rows={[
          { name: t('facts.layers'), value: grouped(network.spec.nodes.length) },
          { name: t('facts.parameters'), value: grouped(network.parameters) },
          { name: t('facts.macs'), value: grouped(network.macs) },
          { name: t('facts.weights'), value: size(network.weightBytes) },
          ...(bytes === null ? [] : [{ name: t('facts.memory'), value: size(bytes) }]),
        ]}
      />
    </section>
  );
}
