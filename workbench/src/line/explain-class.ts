import {
  attribute,
  attributionCells,
  type Explainer,
  explainedClass,
  fiducialBeats,
  openExplainer,
  recommendedMethod,
} from 'einthoven/explain';
import type { MeasuredRecord } from 'einthoven/features';
import type { OpenSession } from 'einthoven/nn';
import type { EcgRecord } from 'einthoven/record';
import type { ClassOfTask, Explanation } from './tasks.ts';
import { openSession, type Tools } from './tools.ts';
import { pause, type Work } from './work.ts';

/** Somebody waits: sums may be off by a twentieth, which is told, where files are made to a hundredth. */
const PATH = { tolerance: 0.05 };

/** What the runs of the gradient graphs are for; one explanation is made at a time. */
let current: Work | undefined;
let runs = 0;
let explainer: Explainer | undefined;

/** Sessions that let messages in before each run, so that an explanation can be followed and cancelled. */
const openWatched: OpenSession = async (bytes, options) => {
  const session = await openSession(bytes, options);
  return {
    ...session,
    run: async (feeds) => {
      runs += 1;
      current?.progress({ stage: `Following the network back, run ${runs}` });
      if (current !== undefined) await pause(current);
      return session.run(feeds);
    },
  };
};

/** Attributes a class to the samples of a record, by the method recommended for it. The graphs with gradients are built the first time. */
export async function explainClass(
  { model }: Tools,
  record: EcgRecord,
  { waves }: MeasuredRecord,
  target: ClassOfTask,
  work: Work,
): Promise<Explanation> {
  work.progress({ stage: 'Building the network with gradients' });
  await pause(work);
  explainer ??= openExplainer(model, openWatched, 1);
  [current, runs] = [work, 0];
  const beats = fiducialBeats(waves);
  const attribution = await attribute(
    explainer,
    record,
    explainedClass(model.card, target.class, target.task),
    recommendedMethod(target.class),
    { beats, path: PATH },
  );
  return { attribution, ...(beats.beats.length > 0 && { cells: attributionCells(attribution, beats) }) };
}
