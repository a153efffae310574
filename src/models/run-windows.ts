import type { FloatTensor, Session } from '../nn/index.ts';
import { fillWindows, type InputForm, type ModelInput } from './model-input.ts';

/** One output of a network for the windows of several records. */
export interface WindowOutputs {
  /** `[windows × width]`, the windows of one record after those of the other. */
  readonly values: Float32Array;
  /** Where the windows of each input begin, and how many there are. */
  readonly windowsOf: readonly { readonly first: number; readonly count: number }[];
}

/** Runs all windows of some records through a network at once. */
export async function runWindows(
  { input: { leads, windowSamples } }: InputForm,
  session: Session,
  inputs: readonly ModelInput[],
  output: string,
): Promise<WindowOutputs> {
  const rows = inputs.reduce((total, { starts }) => total + starts.length, 0);
  const batch = new Float32Array(rows * leads.length * windowSamples);
  const windowsOf: { first: number; count: number }[] = [];
  let first = 0;
  for (const input of inputs) {
    fillWindows(batch, first, input, windowSamples);
    windowsOf.push({ first, count: input.starts.length });
    first += input.starts.length;
  }
  const results = await session.run({ signals: { data: batch, shape: [rows, leads.length, windowSamples] } });
  return { values: (results[output] as FloatTensor).data, windowsOf };
}
