/** A component fetched, with its text, when first shown: a first visit pays only for what it shows. */
import { type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../store/session';
import { messageFor } from '../../workspace/messages';
import { speakMore } from '../i18n';
import { usePlayground } from '../playground';
import { Contained, Retry } from './Contained';

/**
 * Shows nothing until the component has loaded; if it fails to load or fails later, it becomes a message and can be
 * retried again. `load` is an import(); `hasWords`: it needs the text that comes later, too.
 */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>, hasWords = true): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const { i18n } = useTranslation();
    const { session } = usePlayground();
    const [View, setView] = useState<ComponentType<P> | null>(() => loaded);
    const [isMissing, setMissing] = useState(false);
    useEffect(() => {
      if (loaded || isMissing) return;
      let isShown = true;
      Promise.all([load(), hasWords && speakMore(i18n)]).then(
        ([component]) => {
          loaded = component;
          if (isShown) setView(() => component);
        },
        (error: unknown) => {
          say(session, messageFor(error, 'part-load'));
          if (isShown) setMissing(true);
        },
      );
      return () => {
        isShown = false;
      };
    }, [i18n, session, isMissing]);
    if (isMissing) return <Retry retry={() => setMissing(false)} />;
    return (
      View && (
        <Contained>
          <View {...props} />
        </Contained>
      )
    );
  };
}
