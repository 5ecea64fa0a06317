/** An error boundary: reports the failure of one part, keeps the rest of the page alive, and offers a retry. */
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { retract, type Session, say } from '../../store/session';
import { messageFor } from '../../workspace/messages';
import { usePlayground } from '../playground';

/** Stands in for a missing part: retries, and retracts its message. */
export function Retry({ retry }: { readonly retry: () => void }) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const again = (): void => {
    retract(session, ['part-load']);
    retry();
  };
  return (
    <button type="button" className="quiet" onClick={again}>
      {t('app.retry')}
    </button>
  );
}

interface Props {
  readonly session: Session;
  readonly children: ReactNode;
}

// Only class components can catch rendering errors in React.
class Boundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    say(this.props.session, messageFor(error, 'part-load'));
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Retry retry={() => this.setState({ isBroken: false })} /> : this.props.children;
  }
}

export function Contained({ children }: { readonly children: ReactNode }) {
  return <Boundary session={usePlayground().session}>{children}</Boundary>;
}
