/** What a backend computes on, in words: the adapter by its own name, what runs on the processor in the page's language. */
import { useTranslation } from 'react-i18next';
import type { BackendInfo } from '../../backend/types';

export function useBackendDetail({ name, detail, build }: BackendInfo): string {
  const { t } = useTranslation();
  if (name === 'reference') return t('backend.plain');
  if (!build) return detail;
  return t('backend.build', { simd: t(`backend.simd.${build.relaxed ? 'relaxed' : 'fixed'}`), count: build.threads });
}
