/** Keeps the camera on while its panel is not shown. */
import { useEffect } from 'react';
import { useWorkspace } from '../../playground';
import { createCamera } from './keptCamera';

export function CameraKept() {
  const workspace = useWorkspace();
  useEffect(() => workspace.part(createCamera).use(), [workspace]);
  return null;
}
