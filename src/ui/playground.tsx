/** React's way to the page's state: one context that holds the playground, and a hook per store. */
import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { Playground } from '../store/playground';
import type { SessionState } from '../store/session';
import type { FrameState } from '../workspace/frame';
import type { GestureState } from '../workspace/gesture';

const Context = createContext<Playground | null>(null);

export function PlaygroundProvider({ value, children }: { readonly value: Playground; readonly children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function usePlayground(): Playground {
  const playground = useContext(Context);
  if (!playground) throw new Error('usePlayground needs a PlaygroundProvider above it');
  return playground;
}

/** State that changes a few times in a visit. Select as little as is shown. */
export const useSession = <T,>(select: (state: SessionState) => T): T => useStore(usePlayground().session, select);

/** State that changes with gestures. */
export const useGesture = <T,>(select: (state: GestureState) => T): T => useStore(usePlayground().gesture, select);

/** State that changes with every frame. */
export const useFrame = <T,>(select: (state: FrameState) => T): T => useStore(usePlayground().frame, select);
