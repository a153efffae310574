import type { Beats } from '../../src/beats/index.ts';
import type { EcgRecord } from '../../src/record/index.ts';
import { butterworth, filterZeroPhase } from '../../src/signal/index.ts';
export function detectBeats(rec: EcgRecord): Beats {
  const fs = rec.fs; const n = Object.values(rec.leads)[0]!.length;
  const f0 = butterworth({ kind: 'band-pass', lowHz: 8, highHz: 30 }, 2, fs);
  const e = new Float64Array(n);
  for (const l of ['V1','V2','V3','V4','V5','V6']) { const x = Float64Array.from(rec.leads[l]!, (v) => Number.isNaN(v) ? 0 : v); const f = filterZeroPhase(f0, x); let s = 0; for (const v of f) s += v * v; s = Math.sqrt(s / n) || 1; for (let i = 0; i < n; i++) e[i]! += Math.min(Math.abs(f[i]!) / s, 8); }
  const h = Math.round(.04 * fs); const c = new Float64Array(n + 1); for (let i = 0; i < n; i++) c[i + 1] = c[i]! + e[i]!;
  const sm = e.map((_, i) => (c[Math.min(n, i + h + 1)]! - c[Math.max(0, i - h)]!));
  const sorted = [...sm].sort((a, b) => a - b); const top = sorted[Math.floor(n * .97)]!, mid = sorted[Math.floor(n * .4)]!; const thr = mid + .4 * (top - mid);
  const w = Math.round(.25 * fs); const beats = [];
  for (let i = 1; i < n - 1; i++) if (sm[i]! > thr) { let best = true; for (let j = Math.max(0, i - w); j <= Math.min(n - 1, i + w); j++) if (sm[j]! > sm[i]! || (sm[j] === sm[i] && j < i)) { best = false; break; } if (best) beats.push({ sample: i, beatClass: 'normal' as const }); }
  return { fs, length: n, leads: Object.keys(rec.leads), beats };
}
