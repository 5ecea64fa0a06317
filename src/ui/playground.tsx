/** React hooks for the page's state: the person's session, the workspace of a part of the page, and its stores. */
import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { Playground } from '../store/playground';
import type { SessionState } from '../store/session';
import type { FrameState } from '../workspace/frame';
import type { GestureState } from '../workspace/gesture';
import type { InputState } from '../workspace/input/input';
import type { PointerState } from '../workspace/pointer';
import type { Workspace, WorkspaceState } from '../workspace/workspace';

const PlaygroundContext = createContext<Playground | null>(null);
const WorkspaceContext = createContext<Workspace | null>(null);

function given<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`there is no ${what} above this part of the page`);
  return value;
}

/** Provides the session and all that belongs to it; its first workspace is the default for all parts. */
export function PlaygroundProvider({ value, children }: { readonly value: Playground; readonly children: ReactNode }) {
  return (
    <PlaygroundContext value={value}>
      <WorkspaceProvider value={value.workspace}>{children}</WorkspaceProvider>
    </PlaygroundContext>
  );
}

/** The workspace of the parts below. */
export function WorkspaceProvider({ value, children }: { readonly value: Workspace; readonly children: ReactNode }) {
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

export const usePlayground = (): Playground => given(useContext(PlaygroundContext), 'playground');
export const useWorkspace = (): Workspace => given(useContext(WorkspaceContext), 'workspace');

/** The person's state. Select only what is shown; the same goes for the hooks below. */
export const useSession = <T,>(select: (state: SessionState) => T): T => useStore(usePlayground().session, select);

/** State of the current network, which changes a few times a visit. */
export const useWork = <T,>(select: (state: WorkspaceState) => T): T => useStore(useWorkspace().store, select);

/** The kind of input and its preprocessing. */
export const useGiven = <T,>(select: (state: InputState) => T): T => useStore(useWorkspace().input.store, select);

/** State that changes with drawing and cropping gestures. */
export const useGesture = <T,>(select: (state: GestureState) => T): T => useStore(useWorkspace().input.gesture, select);

/** State that changes with the pointer over the stage. */
export const usePointed = <T,>(select: (state: PointerState) => T): T => useStore(useWorkspace().pointer, select);

/** State that changes with every frame. */
export const useFrame = <T,>(select: (state: FrameState) => T): T => useStore(useWorkspace().frame, select);
