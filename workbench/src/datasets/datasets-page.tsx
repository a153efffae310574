import { type ChangeEvent, useState } from 'react';
import { EvaluationView } from './evaluation-view.tsx';
import { LabelsView } from './labels-view.tsx';
import { PredictionsView } from './predictions-view.tsx';
import { type DatasetFile, readDatasetFile } from './read-file.ts';
import { TrainingView } from './training-view.tsx';
import { canWatch, pickWatched, useWatchedFile } from './use-watched-file.ts';

/** Views of what a person opens about a data set or a model: labels, reports, predictions, trainings. Nothing is uploaded. */
export function DatasetsPage() {
  const [file, setFile] = useState<DatasetFile>();
  const [failure, setFailure] = useState<string>();
  const [watched, setWatched] = useState<Awaited<ReturnType<typeof pickWatched>>>();
  const fail = (error: Error) => setFailure(error.message);
  const read = (source: File) => {
    source
      .text()
      .then((text) => {
        setFile(readDatasetFile(source.name, text));
        setFailure(undefined);
      })
      .catch(fail);
  };
  useWatchedFile(watched, read);
  const picked = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [source] = target.files ?? [];
    setWatched(undefined);
    if (source !== undefined) read(source);
    target.value = '';
  };
  return (
    <section className="panel datasets" aria-labelledby="datasets-title">
      <h2 id="datasets-title">Data sets and models</h2>
      <p>
        Open labels (PTB-XL’s <code>ptbxl_database.csv</code>, or a list of codes), a report of{' '}
        <code>einthoven evaluate --json</code>, predictions (
        <code>{'{"classes": […], "labels": [[…]], "scores": [[…]]}'}</code>), or the log of a training (
        <code>.log.jsonl</code>).
      </p>
      <div className="buttons">
        <label className="file">
          Open a file <input type="file" accept=".csv,.json,.jsonl,.txt" onChange={picked} />
        </label>
        {canWatch() && (
          <button type="button" onClick={() => pickWatched().then(setWatched, fail)}>
            Follow a running training…
          </button>
        )}
      </div>
      {failure !== undefined && (
        <p className="complaint" role="alert">
          {failure}
        </p>
      )}
      {file !== undefined && (
        <section aria-labelledby="dataset-name">
          <h3 id="dataset-name">
            {file.name} {watched !== undefined && <small>followed while it is written</small>}
          </h3>
          <FileView file={file} />
        </section>
      )}
    </section>
  );
}

function FileView({ file }: { readonly file: DatasetFile }) {
  switch (file.kind) {
    case 'labels':
      return <LabelsView {...file} />;
    case 'evaluation':
      return <EvaluationView report={file.report} />;
    case 'predictions':
      return <PredictionsView predictions={file.predictions} />;
    case 'training':
      return <TrainingView epochs={file.epochs} />;
  }
}
