/** What a backend runs on, in words: the GPU adapter by its own name, CPU builds in the page's language. */
import { useTranslation } from 'react-i18next';
import type { BackendInfo } from '../../backend/types';

export function useBackendDetail({ name, detail, build }: BackendInfo): string {
  const { t } = useTranslation();
  if (name === 'reference') return t('backend.plain');
  if (!build) return detail;
  return t('backend.build', { simd: t(`backend.simd.${build.relaxed ? 'relaxed' : 'fixed'}`), count: build.threads });
}
