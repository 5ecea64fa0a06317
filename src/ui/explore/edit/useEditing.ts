/** The React hook for editing the page's network. */
import { useStore } from 'zustand';
import { createEditing } from '../../../store/editing';
import type { Editing, EditingState } from '../../../workspace/edit/editing';
import { usePlayground } from '../../playground';

export const useEditing = (): Editing => usePlayground().part(createEditing);

export const useEdits = <T>(select: (state: EditingState) => T): T => useStore(useEditing().store, select);
