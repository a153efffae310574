/** One deflection of QRS. */
export interface QrsWave {
  /** Index of its peak. */
  readonly peak: number;
  /** Signed, against the level before QRS. */
  readonly amplitudeMv: number;
  /** From one crossing of that level to the next, or to the boundary of QRS. */
  readonly durationMs: number;
}

/** The deflections of QRS by their names; absent where there is none. */
export interface QrsWaves {
  readonly q?: QrsWave;
  readonly r?: QrsWave;
  readonly s?: QrsWave;
  readonly rPrime?: QrsWave;
  /** In letters, from 0.5 mV on in capitals: `qRs`, `rSr′`, `QS`; empty where nothing deflects. */
  readonly shape: string;
}

/** Of the smallest deflection that counts: IEC 60601-2-51:2003, annex GG.5. */
const LEAST_MV = 0.03;
const LEAST_MS = 6;
const CAPITAL_MV = 0.5;

/**
 * Finds the deflections of QRS in one lead by its crossings of the level before QRS: the first that is negative is Q where it comes
 * before any positive one, the first positive is R, the negative after it S, the next positive R′. A notch that does not cross the level
 * makes no new wave. A QRS that is negative only is QS and counts as Q and as S, as the IEC wants it.
 *
 * A deflection deviates by at least 30 µV for 6 ms and turns inside QRS: the rise to a raised ST is no R′.
 *
 * @param lead mV against the level before QRS
 * @param on first sample of QRS
 * @param off last sample of QRS
 */
export function qrsWaves(lead: Float64Array, on: number, off: number, fs: number): QrsWaves {
  const deflections = joinNeighbours(crossings(lead, on, off, fs).filter((d) => isWave(lead, d, on, off, fs)));
  const [first] = deflections;
  if (first === undefined) return { shape: '' };
  if (deflections.length === 1 && first.amplitudeMv < 0) return { q: first, s: first, shape: 'QS' };
  const startsWithQ = first.amplitudeMv < 0;
  const [r, s, rPrime] = startsWithQ ? deflections.slice(1) : deflections;
  return {
    ...(startsWithQ && { q: first }),
    ...(r && { r }),
    ...(s && { s }),
    ...(rPrime && { rPrime }),
    shape: shapeOf(deflections, startsWithQ),
  };
}

interface Deflection extends QrsWave {
  readonly from: number;
  readonly to: number;
}

/** Runs of one sign. */
function crossings(lead: Float64Array, on: number, off: number, fs: number): readonly Deflection[] {
  const found: Deflection[] = [];
  let from = on;
  for (let n = on + 1; n <= off + 1; n++) {
    const isEnd = n > off || (lead[n] as number) > 0 !== (lead[from] as number) > 0;
    if (!isEnd) continue;
    found.push(deflection(lead, from, n - 1, on, off, fs));
    from = n;
  }
  return found;
}

function deflection(lead: Float64Array, from: number, to: number, on: number, off: number, fs: number): Deflection {
  let peak = from;
  for (let n = from; n <= to; n++) if (Math.abs(lead[n] as number) > Math.abs(lead[peak] as number)) peak = n;
  const start = from === on ? on : crossing(lead, from - 1);
  const end = to === off ? off : crossing(lead, to);
  return { from, to, peak, amplitudeMv: lead[peak] as number, durationMs: (1000 * (end - start)) / fs };
}

/** Where the straight line from sample n to the next crosses 0. */
function crossing(lead: Float64Array, n: number): number {
  const [before, after] = [lead[n] as number, lead[n + 1] as number];
  return n + before / (before - after);
}

function isWave(lead: Float64Array, wave: Deflection, on: number, off: number, fs: number): boolean {
  const height = Math.abs(wave.amplitudeMv);
  if (height < LEAST_MV) return false;
  let above = 0;
  for (let n = wave.from; n <= wave.to; n++) if (Math.abs(lead[n] as number) >= LEAST_MV) above += 1;
  if ((1000 * above) / fs < LEAST_MS) return false;
  const turnsAfterStart = wave.from > on || height - Math.abs(lead[on] as number) >= LEAST_MV;
  const turnsBeforeEnd = wave.to < off || height - Math.abs(lead[off] as number) >= LEAST_MV;
  return turnsAfterStart && turnsBeforeEnd;
}

/** Deflections of one sign between which the other was too small are one, as high as the higher. */
function joinNeighbours(deflections: readonly Deflection[]): readonly Deflection[] {
  const joined: Deflection[] = [];
  for (const here of deflections) {
    const before = joined.at(-1);
    if (before === undefined || before.amplitudeMv > 0 !== here.amplitudeMv > 0) joined.push(here);
    else {
      const higher = Math.abs(here.amplitudeMv) > Math.abs(before.amplitudeMv) ? here : before;
      joined[joined.length - 1] = {
        ...higher,
        from: before.from,
        to: here.to,
        durationMs: before.durationMs + here.durationMs,
      };
    }
  }
  return joined;
}

function shapeOf(deflections: readonly QrsWave[], startsWithQ: boolean): string {
  const letters = startsWithQ ? ['q', 'r', 's', 'r′', 's′', 'r″', 's″'] : ['r', 's', 'r′', 's′', 'r″', 's″'];
  return deflections
    .slice(0, letters.length)
    .map(({ amplitudeMv }, i) => {
      const letter = letters[i] as string;
      return Math.abs(amplitudeMv) >= CAPITAL_MV ? letter.toUpperCase() : letter;
    })
    .join('');
}
