import type { ModelInput } from '../models/index.ts';
import { type FloatTensor, featureName, gradientName } from '../nn/index.ts';
import type { ExplainedClass } from './explained-class.ts';
import { type Explainer, inputGradients, logOddsOf, sumWindows } from './explainer.ts';

/** A class activation map, the same for every lead, and the log-odds that it belongs to. */
export interface ClassActivation {
  /** `[leads × samples]` */
  readonly values: Float32Array;
  readonly logOdds: number;
}

/**
 * Grad-CAM (Selvaraju et al. 2017, "Grad-CAM: visual explanations from deep networks via gradient-based localization", ICCV): the last
 * feature maps, each weighted by the mean of its gradient over time, added up where that is positive. The maps of an ensemble's
 * members are added. Between the samples of a map that is shorter than its window, the values lie on straight lines. It tells
 * times and no leads, as the network has joined these before: every lead gets the same values.
 */
export async function gradCam(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
): Promise<ClassActivation> {
  const [odds] = await logOddsOf(explainer, target, [input]);
  const slopes = odds?.slopes as Float32Array;
  const found = await explainer.gradients('features', [input], [slopes]);
  const { leads, windowSamples } = explainer.card.input;
  const windows = input.starts.length;
  const map = new Float32Array(windows * windowSamples);
  for (let i = 0; found[featureName(i)] !== undefined; i++) {
    addActivations(map, found[featureName(i)] as FloatTensor, found[gradientName(featureName(i))] as FloatTensor);
  }
  const inEveryLead = new Float32Array(windows * leads.length * windowSamples);
  for (let w = 0; w < windows; w++) {
    const ofWindow = map.subarray(w * windowSamples, (w + 1) * windowSamples).map((value) => Math.max(0, value));
    for (let lead = 0; lead < leads.length; lead++)
      inEveryLead.set(ofWindow, (w * leads.length + lead) * windowSamples);
  }
  return { values: sumWindows(inEveryLead, input, windowSamples), logOdds: odds?.logOdds as number };
}

/** Guided Grad-CAM (Selvaraju et al. 2017): Grad-CAM times the gradient of guided backpropagation, which tells leads too. */
export async function guidedGradCam(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
): Promise<ClassActivation> {
  const { values, logOdds } = await gradCam(explainer, target, input);
  const [odds] = await logOddsOf(explainer, target, [input]);
  const [guided] = await inputGradients(explainer, [input], [odds?.slopes as Float32Array], 'guided-signals');
  return { values: values.map((value, i) => value * (guided?.[i] as number)), logOdds };
}

/**
 * Adds Σ_c (mean over time of the gradient of channel c) · channel c to the maps of the windows.
 *
 * @param map `[windows × windowSamples]`, changed
 * @param features,gradient `[windows, channels, 1, length]`
 */
function addActivations(map: Float32Array, features: FloatTensor, gradient: FloatTensor): void {
  const [windows = 1, channels = 1, , length = 1] = features.shape;
  const windowSamples = map.length / windows;
  const sum = new Float64Array(length);
  for (let w = 0; w < windows; w++) {
    sum.fill(0);
    for (let c = 0; c < channels; c++) {
      const from = (w * channels + c) * length;
      let mean = 0;
      for (let i = 0; i < length; i++) mean += (gradient.data[from + i] as number) / length;
      for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + mean * (features.data[from + i] as number);
    }
    for (let i = 0; i < windowSamples; i++) {
      // Centres of the samples of the map and of the window are laid over one another.
      const place = Math.min(length - 1, Math.max(0, ((i + 0.5) * length) / windowSamples - 0.5));
      const [left, right] = [Math.floor(place), Math.min(length - 1, Math.floor(place) + 1)];
      const value = (sum[left] as number) * (1 - (place - left)) + (sum[right] as number) * (place - left);
      map[w * windowSamples + i] = (map[w * windowSamples + i] as number) + value;
    }
  }
}
