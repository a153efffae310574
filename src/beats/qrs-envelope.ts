/**
 * How much a lead moves as QRS does, free of phase and sign: the magnitude of a complex Gabor filter, whose real and imaginary part
 * are the even and the odd half of a QRS. A wave of either sign and of one, two or three deflections has one maximum.
 */

/** A lead, looked at for QRS at a working rate. */
export interface QrsEnvelope {
  /** Working rate in Hz; one sample per `step` of the lead. */
  readonly fs: number;
  /** Samples of the lead per sample of the envelope. */
  readonly step: number;
  /** In the unit of the lead, `[ceil(samples / step)]`; 0 where samples are missing or the lead does not move. */
  readonly envelope: Float32Array;
  /** 1 where the envelope rests on samples that are there. */
  readonly present: Uint8Array;
  /** The lead itself at the working rate, gaps bridged. */
  readonly slow: Float32Array;
}

/** Enough for the spectrum of QRS that detection looks at; a lead is averaged down to the next rate by a whole factor. */
const WORKING_FS = 125;
/** Centre and width (σ) of the pass band: most of QRS, little of T and P (Thakor NV et al., IEEE Trans Biomed Eng 1984;31:702). */
const CENTRE_HZ = 15;
const SIGMA_HZ = 5.5;
/** The Gaussian is cut off at this many σ. */
const SUPPORT = 2.6;

/** How many samples of a lead become one of the envelope. */
export function envelopeStep(fs: number): number {
  return Math.max(1, Math.round(fs / WORKING_FS));
}

/**
 * The envelope of each lead.
 *
 * @param leads NaN where samples are missing
 * @param fs Hz
 */
export function qrsEnvelopes(leads: readonly Float32Array[], fs: number): readonly QrsEnvelope[] {
  const step = envelopeStep(fs);
  const kernel = gaborKernel(fs / step);
  return leads.map((samples) => {
    const { slow, present } = average(samples, step);
    const envelope = magnitude(slow, kernel);
    for (let i = 0; i < envelope.length; i++) if (present[i] === 0) envelope[i] = 0;
    return { fs: fs / step, step, envelope, present, slow };
  });
}

/** Means over `step` samples each; what is missing is bridged by straight lines. */
function average(samples: Float32Array, step: number): { slow: Float32Array; present: Uint8Array } {
  const length = Math.ceil(samples.length / step);
  const slow = new Float32Array(length);
  const present = new Uint8Array(length);
  let last = -1;
  for (let i = 0; i < length; i++) {
    const end = Math.min(samples.length, (i + 1) * step);
    let sum = 0;
    for (let n = i * step; n < end; n++) sum += samples[n] as number;
    const mean = sum / (end - i * step);
    if (!Number.isFinite(mean)) continue;
    present[i] = 1;
    slow[i] = mean;
    const before = last < 0 ? mean : (slow[last] as number);
    for (let k = last + 1; k < i; k++) slow[k] = before + ((mean - before) * (k - last)) / (i - last);
    last = i;
  }
  if (last >= 0) slow.fill(slow[last] as number, last + 1);
  return { slow, present };
}

/** The half of a Gabor kernel from its centre on, even and odd part, without response to a constant. */
interface HalfKernel {
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

function gaborKernel(fs: number): HalfKernel {
  const sigma = fs / (2 * Math.PI * SIGMA_HZ);
  const half = Math.max(1, Math.ceil(SUPPORT * sigma));
  const gauss = Float64Array.from({ length: half + 1 }, (_, k) => Math.exp(-0.5 * (k / sigma) ** 2));
  const angle = (2 * Math.PI * CENTRE_HZ) / fs;
  const even = gauss.map((g, k) => g * Math.cos(angle * k));
  const odd = gauss.map((g, k) => g * Math.sin(angle * k));
  const total = (half: Float64Array) => half.reduce((sum, value, k) => sum + (k === 0 ? value : 2 * value), 0);
  const offset = total(even) / total(gauss);
  const scale = 2 / total(gauss);
  return { even: even.map((e, k) => scale * (e - offset * (gauss[k] as number))), odd: odd.map((o) => scale * o) };
}

/** Both ends are continued by their last value. */
function magnitude(slow: Float32Array, { even, odd }: HalfKernel): Float32Array {
  const half = even.length - 1;
  const padded = new Float64Array(slow.length + 2 * half);
  padded.set(slow, half);
  padded.fill(slow[0] ?? 0, 0, half);
  padded.fill(slow[slow.length - 1] ?? 0, half + slow.length);
  const result = new Float32Array(slow.length);
  for (let i = 0; i < slow.length; i++) {
    const centre = i + half;
    let real = (even[0] as number) * (padded[centre] as number);
    let imaginary = 0;
    for (let k = 1; k <= half; k++) {
      const after = padded[centre + k] as number;
      const before = padded[centre - k] as number;
      real += (even[k] as number) * (after + before);
      imaginary += (odd[k] as number) * (after - before);
    }
    result[i] = Math.sqrt(real * real + imaginary * imaginary);
  }
  return result;
}
