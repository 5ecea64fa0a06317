/** Live agreement: each layer as the backend computed it, against the reference kernel. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AgreementReport, checkAgreement } from '../../../workspace/glass/agreement';
import { layerRows } from '../../../workspace/glass/layerRows';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import { fixed, rounded } from '../../../workspace/numbers';
import { useFrame, useWorkspace } from '../../playground';
import { CallName } from './CallName';
import { GlassPart } from './GlassPart';

/** How long the drawing must rest before everything is recomputed, in milliseconds. */
const REST = 400;

export function AgreementTable({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { report, check, isChecking } = useAgreement();
  const rows = useMemo(() => layerRows(network), [network]);
  const wrong = report?.rows.filter(({ worst }) => worst > 1) ?? [];
  const compared = report?.other ? t(`backend.names.${report.other}`) : null;
  const difference = (value: number): string => (value === 0 ? t('glass.agreement.exact') : rounded(value));
  return (
    <GlassPart
      title={t('glass.agreement.title')}
      action={t(isChecking ? 'glass.agreement.checking' : 'glass.agreement.check')}
      onAct={check}
      isBusy={isChecking}
    >
      {report && (
        <>
          <p className="agreement-verdict" data-wrong={wrong.length > 0 || undefined} role="status">
            {wrong.length === 0
              ? t('glass.agreement.agrees', { count: report.rows.length })
              : t('glass.agreement.differs', { count: wrong.length })}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
          <div className="glass-scroller" tabIndex={0}>
            <table className="glass-table">
              <caption className="unseen">{t('glass.agreement.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('glass.time.columns.call')}</th>
                  <th scope="col">{t('glass.agreement.difference')}</th>
                  <th scope="col">{t('glass.agreement.bound')}</th>
                  <th scope="col">{t('glass.agreement.worst')}</th>
                  {compared && <th scope="col">{t('glass.agreement.carried', { backend: compared })}</th>}
                </tr>
              </thead>
              <tbody>
                {report.rows.map((row) => {
                  const names = rows[row.call];
                  const isWrong = row.worst > 1;
                  return (
                    names && (
                      <tr
                        key={row.call}
                        data-testid="agreement"
                        data-layer={names.layers.join(' ')}
                        data-difference={row.difference}
                        data-bound={row.bound}
                        data-worst={row.worst}
                        data-wrong={isWrong || undefined}
                      >
                        <CallName row={names} />
                        <td>{difference(row.difference)}</td>
                        <td>{row.bound === 0 ? t('glass.agreement.none') : rounded(row.bound)}</td>
                        <td>{isWrong ? t('glass.agreement.wrong') : `${fixed(100 * row.worst, 1)} %`}</td>
                        {compared && <td>{row.carried === null ? '–' : difference(row.carried)}</td>}
                      </tr>
                    )
                  );
                })}
              </tbody>
            </table>
          </div>
          <p className="muted small">
            {t('glass.agreement.help', { backend: t(`backend.names.${report.subject}`) })}{' '}
            {compared && t('glass.agreement.helpCarried', { backend: compared })}
          </p>
        </>
      )}
    </GlassPart>
  );
}

/** A report whenever the frames pause, and on demand; a check that is overtaken is cancelled. */
function useAgreement() {
  const workspace = useWorkspace();
  const version = useFrame((state) => state.version);
  const [report, setReport] = useState<AgreementReport | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const work = useRef<AbortController>(null);
  useEffect(() => () => work.current?.abort(), []);
  const check = useCallback(async () => {
    const abort = new AbortController();
    work.current?.abort();
    work.current = abort;
    setIsChecking(true);
    try {
      const next = await checkAgreement(workspace, abort.signal);
      if (next) setReport(next);
    } catch (error) {
      workspace.host.say(messageFor(error));
    } finally {
      if (work.current === abort) setIsChecking(false);
    }
  }, [workspace]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame has computed new values to be checked.
  useEffect(() => {
    const timer = setTimeout(() => void check(), REST);
    return () => clearTimeout(timer);
  }, [version, check]);
  return { report, check, isChecking };
}
