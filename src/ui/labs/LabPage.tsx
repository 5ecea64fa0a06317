/** The page of a lab: computes while shown, and provides the lab's workspace to all its parts. */
import { type ReactNode, useEffect } from 'react';
import type { Lab } from '../../workspace/labs/lab';
import { usePlayground, WorkspaceProvider } from '../playground';
import '../styles/labs.css';

export function LabPage({ lab, children }: { readonly lab: Lab; readonly children: ReactNode }) {
  const { show } = usePlayground();
  useEffect(() => show(lab), [show, lab]);
  return (
    <WorkspaceProvider value={lab}>
      <main className="lab">{children}</main>
    </WorkspaceProvider>
  );
}
