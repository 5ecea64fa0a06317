/** The page "Lessons". */
export function LessonsPage() {
  return <main className="lessons" />;
}
