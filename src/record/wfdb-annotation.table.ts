/** A kind of annotation: its code in MIT annotation files, the symbol that WFDB's programs print, its meaning. */
export interface AnnotationCode {
  readonly code: number;
  readonly symbol: string;
  readonly meaning: string;
  /** Whether the annotation marks a heartbeat. */
  readonly isBeat: boolean;
}

const beat = (code: number, symbol: string, meaning: string): AnnotationCode => ({
  code,
  symbol,
  meaning,
  isBeat: true,
});
const mark = (code: number, symbol: string, meaning: string): AnnotationCode => ({
  code,
  symbol,
  meaning,
  isBeat: false,
});

/**
 * The annotation codes of WFDB (`<wfdb/ecgcodes.h>`; which of them are beats: `isqrs` in `<wfdb/ecgmap.h>`). Codes 15, 17 and
 * 42–49 have no meaning of their own; a file may define them, and without a definition their symbol is `[15]`, `[17]`, ….
 */
export const ANNOTATION_CODES: readonly AnnotationCode[] = [
  beat(1, 'N', 'normal beat'),
  beat(2, 'L', 'left bundle branch block beat'),
  beat(3, 'R', 'right bundle branch block beat'),
  beat(4, 'a', 'aberrated atrial premature beat'),
  beat(5, 'V', 'premature ventricular contraction'),
  beat(6, 'F', 'fusion of ventricular and normal beat'),
  beat(7, 'J', 'nodal (junctional) premature beat'),
  beat(8, 'A', 'atrial premature beat'),
  beat(9, 'S', 'premature or ectopic supraventricular beat'),
  beat(10, 'E', 'ventricular escape beat'),
  beat(11, 'j', 'nodal (junctional) escape beat'),
  beat(12, '/', 'paced beat'),
  beat(13, 'Q', 'unclassifiable beat'),
  mark(14, '~', 'signal quality change'),
  mark(16, '|', 'isolated QRS-like artifact'),
  mark(18, 's', 'ST segment change'),
  mark(19, 'T', 'T wave change'),
  mark(20, '*', 'systole'),
  mark(21, 'D', 'diastole'),
  mark(22, '"', 'comment'),
  mark(23, '=', 'measurement'),
  mark(24, 'p', 'P wave peak'),
  beat(25, 'B', 'bundle branch block beat, left or right'),
  mark(26, '^', 'pacemaker spike without capture'),
  mark(27, 't', 'T wave peak'),
  mark(28, '+', 'rhythm change'),
  mark(29, 'u', 'U wave peak'),
  beat(30, '?', 'beat not classified during learning'),
  beat(31, '!', 'ventricular flutter wave'),
  mark(32, '[', 'start of ventricular flutter or fibrillation'),
  mark(33, ']', 'end of ventricular flutter or fibrillation'),
  beat(34, 'e', 'atrial escape beat'),
  beat(35, 'n', 'supraventricular escape beat'),
  mark(36, '@', 'link to external data'),
  mark(37, 'x', 'P wave without conduction (blocked atrial premature beat)'),
  beat(38, 'f', 'fusion of paced and normal beat'),
  mark(39, '(', 'waveform onset'),
  mark(40, ')', 'waveform end'),
  beat(41, 'r', 'R-on-T premature ventricular contraction'),
];
