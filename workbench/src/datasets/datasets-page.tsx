/** Pages about data sets and predictions. */
export function DatasetsPage() {
  return <section className="panel" />;
}
