/** The page "Kernels". */
export function KernelLab() {
  return <main className="kernels" />;
}
