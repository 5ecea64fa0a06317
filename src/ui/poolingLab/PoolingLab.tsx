/** The page "Pooling". */
export function PoolingLab() {
  return <main className="pooling" />;
}
