import { type CaseIndex, decodeCaseIndex, nearestCases, novelty } from 'einthoven/cases';
import { type Embedder, embed, modelInput, openEmbedder } from 'einthoven/models';
import type { EcgRecord } from 'einthoven/record';
import indexUrl from '../../../models/default.cases.safetensors?url';
import type { SimilarRecords } from './tasks.ts';
import { fetchBytes, openSession, type Tools } from './tools.ts';

/** Cases that are shown. */
const COUNT = 8;

/** Loaded when they are first asked for. */
let loaded: Promise<{ readonly index: CaseIndex; readonly embedder: Embedder }> | undefined;

async function load({ model }: Tools) {
  const index = decodeCaseIndex(await fetchBytes(indexUrl), 'the bundled case index');
  return { index, embedder: await openEmbedder(model, openSession, 1) };
}

/** The training records nearest to a record, as the model sees them. @throws EcgError `model-mismatch` as `modelInput` */
export async function findSimilar(tools: Tools, record: EcgRecord): Promise<SimilarRecords> {
  const input = modelInput(tools.model.card, record);
  loaded ??= load(tools);
  const { index, embedder } = await loaded;
  const [embedding] = await embed(embedder, [input]);
  if (embedding === undefined) throw new Error('A record must have an embedding.');
  const data = index.data.map(({ name, version = '' }) => `${name} ${version}`.trim()).join(', ');
  return {
    cases: nearestCases(index, embedding, COUNT),
    novelty: novelty(index, embedding),
    index: { cases: index.ids.length, data, licence: index.licence },
  };
}
