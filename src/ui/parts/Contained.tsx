/** A part of the page whose failure stays its own: it is told, the rest of the page goes on, and it can be tried again. */
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { retract, type Session, say } from '../../store/session';
import { messageFor } from '../../workspace/messages';
import { usePlayground } from '../playground';

/** In the place of a part that is missing: tries again, and takes back what was said about it. */
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

// React gives what is thrown while rendering to classes alone.
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
