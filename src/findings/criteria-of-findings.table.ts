import type { CriteriaEvidence } from './finding.ts';

/** Which criteria speak for a finding: any of them that is met. */
export interface FindingCriteria {
  readonly role: CriteriaEvidence['role'];
  readonly criteria: readonly string[];
}

const defined = (...criteria: readonly string[]): FindingCriteria => ({ role: 'definition', criteria });
const supported = (...criteria: readonly string[]): FindingCriteria => ({ role: 'support', criteria });
/**
 * By SCP statement, or by a name of this package where there is no such statement. A statement is defined by criteria where guidelines define it
 * by measurements; where it names a state of the heart that an ECG only hints at, or where conventions of readers differ, criteria support it.
 */
export const CRITERIA_OF_FINDINGS: Readonly<Record<string, FindingCriteria>> = {
  // Rhythm
  SR: supported('sinus-rhythm'),
  STACH: defined('sinus-tachycardia'),
  // Some readers say bradycardia below 60/min already.
  SBRAD: supported('sinus-bradycardia'),
  SARRH: supported('sinus-arrhythmia'),
  AFIB: defined('atrial-fibrillation'),
  AFLT: defined('atrial-flutter'),
  SVTAC: supported('supraventricular-tachycardia'),
  // The statement calls the pacemaker's function normal, which one ECG hardly tells.
  PACE: supported('paced-beats'),
  'ventricular-pacing': defined('paced-beats'),
  BIGU: supported('bigeminy'),
  TRIGU: supported('trigeminy'),
  PVC: supported('premature-ventricular-beats'),
  PAC: supported('premature-supraventricular-beats'),
  'PRC(S)': supported('premature-ventricular-beats', 'premature-supraventricular-beats'),
  bradycardia: defined('bradycardia'),
  tachycardia: defined('tachycardia'),
  'ventricular-run': defined('ventricular-run'),
  'wide-complex-tachycardia': defined('wide-complex-tachycardia'),
  pause: defined('pause'),

  // Conduction
  '1AVB': defined('prolonged-pr'),
  LPR: defined('prolonged-pr'),
  'short-pr': defined('short-pr'),
  '2AVB': defined('mobitz-1', 'mobitz-2', 'two-to-one-block', 'high-grade-block'),
  '3AVB': supported('complete-block'),
  CRBBB: defined('complete-rbbb'),
  IRBBB: supported('incomplete-rbbb'),
  CLBBB: defined('complete-lbbb'),
  ILBBB: supported('incomplete-lbbb'),
  IVCD: supported('nonspecific-ivcd'),
  LAFB: supported('left-anterior-fascicular-block'),
  LPFB: supported('left-posterior-fascicular-block'),
  WPW: defined('wpw-pattern'),
  'left-axis-deviation': defined('left-axis-deviation'),
  'right-axis-deviation': defined('right-axis-deviation'),
  'extreme-axis-deviation': defined('extreme-axis-deviation'),

  // Hypertrophy and voltage
  LVH: supported(
    'sokolow-lyon',
    'sokolow-lyon-avl',
    'cornell-voltage',
    'cornell-product',
    'peguero-lo-presti',
    'romhilt-estes',
  ),
  VCLVH: supported('sokolow-lyon', 'sokolow-lyon-avl', 'cornell-voltage'),
  RVH: supported('sokolow-lyon-right', 'dominant-r-v1'),
  'LAO/LAE': supported('left-atrial-signs'),
  'RAO/RAE': supported('tall-p'),
  LVOLT: supported('low-limb-voltage', 'low-chest-voltage'),
  HVOLT: supported('high-left-r'),

  // Infarction
  QWAVE: supported('q-anteroseptal', 'q-lateral', 'q-inferior'),
  ASMI: supported('q-anteroseptal', 'st-elevation-anteroseptal'),
  AMI: supported('q-anteroseptal', 'st-elevation-anteroseptal'),
  ALMI: supported('q-lateral', 'st-elevation-lateral'),
  LMI: supported('q-lateral', 'st-elevation-lateral'),
  IMI: supported('q-inferior', 'st-elevation-inferior'),
  PMI: supported('r-posterior'),
  IPMI: supported('r-posterior'),
  'poor-r-progression': defined('poor-r-progression'),
  'st-elevation-myocardial-infarction': defined(
    'st-elevation-anteroseptal',
    'st-elevation-lateral',
    'st-elevation-inferior',
  ),
  'infarction-in-lbbb': defined('sgarbossa', 'smith-modified-sgarbossa'),
  STE_: supported('st-elevation-anteroseptal', 'st-elevation-lateral', 'st-elevation-inferior'),

  // ST, T and QT
  STD_: supported('st-depression-anteroseptal', 'st-depression-lateral', 'st-depression-inferior'),
  INVT: supported('t-inversion-anteroseptal', 't-inversion-lateral', 't-inversion-inferior'),
  LOWT: supported('flat-t'),
  ISCAS: supported('st-depression-anteroseptal', 't-inversion-anteroseptal'),
  ISCLA: supported('st-depression-lateral', 't-inversion-lateral'),
  ISCAL: supported('st-depression-lateral', 't-inversion-lateral'),
  ISCIN: supported('st-depression-inferior', 't-inversion-inferior'),
  LNGQT: defined('prolonged-qtc'),
  'qtc-500': defined('qtc-500'),
  'short-qtc': defined('short-qtc'),
  EL: supported('hyperkalaemia-hint'),
  'hyperkalaemia-hint': defined('hyperkalaemia-hint'),
};
