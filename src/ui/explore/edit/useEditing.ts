/** React's way to the editing of the page's network. */
import { useStore } from 'zustand';
import { type Editing, type EditingState, editingOf } from '../../../workspace/edit/editing';
import { usePlayground } from '../../playground';

export const useEditing = (): Editing => editingOf(usePlayground());

export const useEdits = <T>(select: (state: EditingState) => T): T => useStore(useEditing().store, select);
