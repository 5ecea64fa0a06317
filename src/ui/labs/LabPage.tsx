/** The page of a lab: computes while shown, and provides the lab's workspace to all its parts. */
import { type ReactNode, useEffect } from 'react';
import type { Lab } from '../../workspace/labs/lab';
import { usePlayground, WorkspaceProvider } from '../playground';
import '../styles/labs.css';

interface Props {
  readonly lab: Lab;
  readonly className?: string;
  readonly children: ReactNode;
}

export function LabPage({ lab, className = 'lab', children }: Props) {
  const { show } = usePlayground();
  useEffect(() => show(lab), [show, lab]);
  return (
    <WorkspaceProvider value={lab}>
      <main className={className}>{children}</main>
    </WorkspaceProvider>
  );
}
