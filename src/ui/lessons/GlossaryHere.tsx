/** The glossary on any page, to be searched. */
import { useFetched } from '../parts/useFetched';
import { useSession } from '../playground';
import { Glossary } from './Glossary';
import { wordsIn } from './words/load';

export function GlossaryHere({ onClose }: { readonly onClose: () => void }) {
  const words = useFetched(wordsIn[useSession((state) => state.lang)], 'part-load');
  return words && <Glossary words={words} at="all" onClose={onClose} />;
}
