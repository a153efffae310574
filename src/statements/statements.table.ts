/**
 * The SCP-ECG statements that PTB-XL is labelled with, in the order of its `scp_statements.csv`.
 *
 * Source: Wagner P, Strodthoff N, Bousseljot R-D, Samek W, Schaeffter T. PTB-XL, a large publicly available electrocardiography
 * dataset (version 1.0.3). PhysioNet 2022, doi:10.13026/kfzx-aw45, licence CC BY 4.0; described in Scientific Data 7:154 (2020).
 * A test compares every cell with the file. The wording is the source's, slips included (`ischemic in anterolateral leads`).
 */

/** The five groups of diagnostic statements: normal, infarction, ST/T change, conduction disturbance, hypertrophy. */
export type Superclass = 'NORM' | 'MI' | 'STTC' | 'CD' | 'HYP';

/** One SCP-ECG statement as PTB-XL describes it. A code or class that the source leaves empty is absent. */
export interface Statement {
  /** Identity in PTB-XL's labels, e.g. `NORM`, `1AVB`, `LAO/LAE`. */
  readonly code: string;
  readonly description: string;
  /** Whether it is a diagnosis; only these have a superclass and a subclass. */
  readonly diagnostic: boolean;
  /** Whether it is about the form of waves. Four statements are diagnostic as well: NDT, NST_, DIG, LNGQT. */
  readonly form: boolean;
  /** Whether it is about the rhythm. */
  readonly rhythm: boolean;
  readonly superclass?: Superclass;
  readonly subclass?: string;
  /** Group of the SCP-ECG standard. */
  readonly category: string;
  /** Wording of the SCP-ECG standard, to be read under its category. */
  readonly scpDescription: string;
  /** Code of the AHA statement list. */
  readonly ahaCode?: string;
  /** ISO/IEEE 11073-10101 reference identifier used by HL7 aECG. */
  readonly aecgRefId?: string;
  readonly cdiscCode?: string;
  readonly dicomCode?: string;
}

/** The 71 statements. */
// biome-ignore format: one statement per line
export const STATEMENTS: readonly Statement[] = [
  { code: 'NDT', description: 'non-diagnostic T abnormalities', diagnostic: true, form: true, rhythm: false, superclass: 'STTC', subclass: 'STTC', category: 'other ST-T descriptive statements', scpDescription: 'non-diagnostic T abnormalities' },
  { code: 'NST_', description: 'non-specific ST changes', diagnostic: true, form: true, rhythm: false, superclass: 'STTC', subclass: 'NST_', category: 'Basic roots for coding ST-T changes and abnormalities', scpDescription: 'non-specific ST changes', ahaCode: '145', aecgRefId: 'MDC_ECG_RHY_STHILOST' },
  { code: 'DIG', description: 'digitalis-effect', diagnostic: true, form: true, rhythm: false, superclass: 'STTC', subclass: 'STTC', category: 'other ST-T descriptive statements', scpDescription: 'suggests digitalis-effect', ahaCode: '205' },
  { code: 'LNGQT', description: 'long QT-interval', diagnostic: true, form: true, rhythm: false, superclass: 'STTC', subclass: 'STTC', category: 'other ST-T descriptive statements', scpDescription: 'long QT-interval', ahaCode: '148' },
  { code: 'NORM', description: 'normal ECG', diagnostic: true, form: false, rhythm: false, superclass: 'NORM', subclass: 'NORM', category: 'Normal/abnormal', scpDescription: 'normal ECG', ahaCode: '1', dicomCode: 'F-000B7' },
  { code: 'IMI', description: 'inferior myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'IMI', category: 'Myocardial Infarction', scpDescription: 'inferior myocardial infarction', ahaCode: '161' },
  { code: 'ASMI', description: 'anteroseptal myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'AMI', category: 'Myocardial Infarction', scpDescription: 'anteroseptal myocardial infarction', ahaCode: '165' },
  { code: 'LVH', description: 'left ventricular hypertrophy', diagnostic: true, form: false, rhythm: false, superclass: 'HYP', subclass: 'LVH', category: 'Ventricular Hypertrophy', scpDescription: 'left ventricular hypertrophy', ahaCode: '142', cdiscCode: 'C71076' },
  { code: 'LAFB', description: 'left anterior fascicular block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'LAFB/LPFB', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: 'left anterior fascicular block', ahaCode: '101', aecgRefId: 'MDC_ECG_BEAT_BLK_ANT_L_HEMI', cdiscCode: 'C62267', dicomCode: 'D3-33140' },
  { code: 'ISC_', description: 'non-specific ischemic', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'ISC_', category: 'Basic roots for coding ST-T changes and abnormalities', scpDescription: 'ischemic ST-T changes', ahaCode: '226' },
  { code: 'IRBBB', description: 'incomplete right bundle branch block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'IRBBB', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: 'incomplete right bundle branch block', ahaCode: '105', aecgRefId: 'MDC_ECG_BEAT_RBB_BLK_INCOMP', cdiscCode: 'C71048', dicomCode: 'D3-33112' },
  { code: '1AVB', description: 'first degree AV block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: '_AVB', category: 'Sinus node dysfunction, atrial and AV-conduction defects', scpDescription: 'first degree AV block', aecgRefId: 'MDC_ECG_RHY_AV_HEART_BLK_DEG_1', cdiscCode: 'C111088' },
  { code: 'IVCD', description: 'non-specific intraventricular conduction disturbance (block)', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'IVCD', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: 'non-specific intraventricular conduction disturbance', ahaCode: '107', aecgRefId: 'MDC_ECG_BEAT_BLK_IVCD', cdiscCode: 'C62271', dicomCode: 'D3-33000' },
  { code: 'ISCAL', description: 'ischemic in anterolateral leads', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'ISCA', category: 'ischemic ST-T changes', scpDescription: 'in anterolateral leads' },
  { code: 'CRBBB', description: 'complete right bundle branch block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'CRBBB', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: '(complete) right bundle branch block', ahaCode: '106', aecgRefId: 'MDC_ECG_BEAT_RBB_BLK_COMP', cdiscCode: 'C62270', dicomCode: 'D3-33110' },
  { code: 'CLBBB', description: 'complete left bundle branch block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'CLBBB', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: '(complete) left bundle branch block', ahaCode: '104', aecgRefId: 'MDC_ECG_BEAT_LBB_BLK_COMP', cdiscCode: 'C62269', dicomCode: 'D3-33120 or 122752' },
  { code: 'ILMI', description: 'inferolateral myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'IMI', category: 'Myocardial Infarction', scpDescription: 'inferolateral myocardial infarction' },
  { code: 'LAO/LAE', description: 'left atrial overload/enlargement', diagnostic: true, form: false, rhythm: false, superclass: 'HYP', subclass: 'LAO/LAE', category: 'Atrial statements', scpDescription: 'left atrial overload/enlargement', ahaCode: '140' },
  { code: 'AMI', description: 'anterior myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'AMI', category: 'Myocardial Infarction', scpDescription: 'anterior myocardial infarction', ahaCode: '160' },
  { code: 'ALMI', description: 'anterolateral myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'AMI', category: 'Myocardial Infarction', scpDescription: 'anterolateral myocardial infarction' },
  { code: 'ISCIN', description: 'ischemic in inferior leads', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'ISCI', category: 'ischemic ST-T changes', scpDescription: 'in inferior leads' },
  { code: 'INJAS', description: 'subendocardial injury in anteroseptal leads', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'AMI', category: 'ischemic ST-T changes compatible with subendocardial injury', scpDescription: 'in anteroseptal leads' },
  { code: 'LMI', description: 'lateral myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'LMI', category: 'Myocardial Infarction', scpDescription: 'lateral myocardial infarction', ahaCode: '163' },
  { code: 'ISCIL', description: 'ischemic in inferolateral leads', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'ISCI', category: 'ischemic ST-T changes', scpDescription: 'in inferolateral leads' },
  { code: 'LPFB', description: 'left posterior fascicular block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'LAFB/LPFB', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: 'left posterior fascicular block', ahaCode: '102', aecgRefId: 'MDC_ECG_BEAT_BLK_POS_L_HEMI', cdiscCode: 'C62268', dicomCode: 'D3-33150' },
  { code: 'ISCAS', description: 'ischemic in anteroseptal leads', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'ISCA', category: 'ischemic ST-T changes', scpDescription: 'in anteroseptal leads' },
  { code: 'INJAL', description: 'subendocardial injury in anterolateral leads', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'AMI', category: 'ischemic ST-T changes compatible with subendocardial injury', scpDescription: 'in anterolateral leads' },
  { code: 'ISCLA', description: 'ischemic in lateral leads', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'ISCA', category: 'ischemic ST-T changes', scpDescription: 'in lateral leads' },
  { code: 'RVH', description: 'right ventricular hypertrophy', diagnostic: true, form: false, rhythm: false, superclass: 'HYP', subclass: 'RVH', category: 'Ventricular Hypertrophy', scpDescription: 'right ventricular hypertrophy', ahaCode: '143', cdiscCode: 'C71077' },
  { code: 'ANEUR', description: 'ST-T changes compatible with ventricular aneurysm', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'STTC', category: 'other ST-T descriptive statements', scpDescription: 'ST-T changes compatible with ventricular aneurysm', ahaCode: '227' },
  { code: 'RAO/RAE', description: 'right atrial overload/enlargement', diagnostic: true, form: false, rhythm: false, superclass: 'HYP', subclass: 'RAO/RAE', category: 'Atrial statements', scpDescription: 'right atrial overload/enlargement', ahaCode: '141' },
  { code: 'EL', description: 'electrolytic disturbance or drug (former EDIS)', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'STTC', category: 'physiopathological nature of ST-T changes', scpDescription: 'compatible with electrolyte abnormalities' },
  { code: 'WPW', description: 'Wolf-Parkinson-White syndrome', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'WPW', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: 'Wolff-Parkinson-White syndrome', aecgRefId: 'MDC_ECG_RHY_WPW_UNK', cdiscCode: 'C35132' },
  { code: 'ILBBB', description: 'incomplete left bundle branch block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: 'ILBBB', category: 'Intraventricular and intra-atrial Conduction disturbances', scpDescription: 'incomplete left bundle branch block', aecgRefId: 'MDC_ECG_BEAT_LBB_BLK_INCOMP', cdiscCode: 'C71047' },
  { code: 'IPLMI', description: 'inferoposterolateral myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'IMI', category: 'Myocardial Infarction', scpDescription: 'inferoposterolateral myocardial infarction' },
  { code: 'ISCAN', description: 'ischemic in anterior leads', diagnostic: true, form: false, rhythm: false, superclass: 'STTC', subclass: 'ISCA', category: 'ischemic ST-T changes', scpDescription: 'in anterior leads' },
  { code: 'IPMI', description: 'inferoposterior myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'IMI', category: 'Myocardial Infarction', scpDescription: 'inferoposterior myocardial infarction' },
  { code: 'SEHYP', description: 'septal hypertrophy', diagnostic: true, form: false, rhythm: false, superclass: 'HYP', subclass: 'SEHYP', category: 'Ventricular Hypertrophy', scpDescription: 'septal hypertrophy' },
  { code: 'INJIN', description: 'subendocardial injury in inferior leads', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'IMI', category: 'ischemic ST-T changes compatible with subendocardial injury', scpDescription: 'in inferior leads' },
  { code: 'INJLA', description: 'subendocardial injury in lateral leads', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'AMI', category: 'ischemic ST-T changes compatible with subendocardial injury', scpDescription: 'in lateral leads' },
  { code: 'PMI', description: 'posterior myocardial infarction', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'PMI', category: 'Myocardial Infarction', scpDescription: 'posterior myocardial infarction', ahaCode: '162' },
  { code: '3AVB', description: 'third degree AV block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: '_AVB', category: 'Sinus node dysfunction, atrial and AV-conduction defects', scpDescription: 'third degree AV block', ahaCode: '88', aecgRefId: 'MDC_ECG_RHY_AV_HEART_BLK_DEG_3', cdiscCode: 'C111091', dicomCode: 'D3-32102' },
  { code: 'INJIL', description: 'subendocardial injury in inferolateral leads', diagnostic: true, form: false, rhythm: false, superclass: 'MI', subclass: 'IMI', category: 'ischemic ST-T changes compatible with subendocardial injury', scpDescription: 'in inferolateral leads' },
  { code: '2AVB', description: 'second degree AV block', diagnostic: true, form: false, rhythm: false, superclass: 'CD', subclass: '_AVB', category: 'Sinus node dysfunction, atrial and AV-conduction defects', scpDescription: 'second degree AV block', aecgRefId: 'MDC_ECG_RHY_AV_HEART_BLK_DEG_2', cdiscCode: 'C62016', dicomCode: 'R-F81AE' },
  { code: 'ABQRS', description: 'abnormal QRS', diagnostic: false, form: true, rhythm: false, category: 'Normal/abnormal', scpDescription: 'abnormal QRS' },
  { code: 'PVC', description: 'ventricular premature complex', diagnostic: false, form: true, rhythm: false, category: 'Statements related to ectopic rhythm abnormalities', scpDescription: 'ventricular premature complex (beat)', ahaCode: '60', aecgRefId: 'MDC_ECG_BEAT_V_P_C' },
  { code: 'STD_', description: 'non-specific ST depression', diagnostic: false, form: true, rhythm: false, category: 'Basic roots for coding ST-T changes and abnormalities', scpDescription: 'non-specific ST depression', ahaCode: '502', dicomCode: 'F-38278' },
  { code: 'VCLVH', description: 'voltage criteria (QRS) for left ventricular hypertrophy', diagnostic: false, form: true, rhythm: false, category: 'Ventricular Hypertrophy', scpDescription: 'voltage criteria (QRS) for left ventricular hypertrophy' },
  { code: 'QWAVE', description: 'Q waves present', diagnostic: false, form: true, rhythm: false, category: 'Other QRS morphology descriptive statements', scpDescription: 'Q waves present' },
  { code: 'LOWT', description: 'low amplitude T-waves', diagnostic: false, form: true, rhythm: false, category: 'other ST-T descriptive statements', scpDescription: 'low amplitude T-waves', ahaCode: '366' },
  { code: 'NT_', description: 'non-specific T-wave changes', diagnostic: false, form: true, rhythm: false, category: 'Basic roots for coding ST-T changes and abnormalities', scpDescription: 'non-specific T-wave changes' },
  { code: 'PAC', description: 'atrial premature complex', diagnostic: false, form: true, rhythm: false, category: 'Statements related to ectopic rhythm abnormalities', scpDescription: 'atrial premature complex (beat)', ahaCode: '30', aecgRefId: 'MDC_ECG_BEAT_ATR_P_C' },
  { code: 'LPR', description: 'prolonged PR interval', diagnostic: false, form: true, rhythm: false, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'Prolonged PR interval', ahaCode: '82' },
  { code: 'INVT', description: 'inverted T-waves', diagnostic: false, form: true, rhythm: false, category: 'other ST-T descriptive statements', scpDescription: 'inverted T-waves', ahaCode: '367' },
  { code: 'LVOLT', description: 'low QRS voltages in the frontal and horizontal leads', diagnostic: false, form: true, rhythm: false, category: 'Other QRS morphology descriptive statements', scpDescription: 'low QRS voltages in the frontal and horizontal leads' },
  { code: 'HVOLT', description: 'high QRS voltage', diagnostic: false, form: true, rhythm: false, category: 'Other QRS morphology descriptive statements', scpDescription: 'high QRS voltage' },
  { code: 'TAB_', description: 'T-wave abnormality', diagnostic: false, form: true, rhythm: false, category: 'Basic roots for coding ST-T changes and abnormalities', scpDescription: 'T-wave abnormality', ahaCode: '147' },
  { code: 'STE_', description: 'non-specific ST elevation', diagnostic: false, form: true, rhythm: false, category: 'Basic roots for coding ST-T changes and abnormalities', scpDescription: 'non-specific ST elevation', ahaCode: '501', aecgRefId: 'MDC_ECG_RHY_STELVATION', dicomCode: 'F-38277' },
  { code: 'PRC(S)', description: 'premature complex(es)', diagnostic: false, form: true, rhythm: false, category: 'Statements related to ectopic rhythm abnormalities', scpDescription: 'premature complex(es)' },
  { code: 'SR', description: 'sinus rhythm', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'sinus rhythm', ahaCode: '20', aecgRefId: 'MDC_ECG_RHY_SINUS_RHY' },
  { code: 'AFIB', description: 'atrial fibrillation', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'atrial fibrillation', ahaCode: '50', aecgRefId: 'MDC_ECG_RHY_ATR_FIB', dicomCode: 'D3-31520' },
  { code: 'STACH', description: 'sinus tachycardia', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'sinus tachycardia', ahaCode: '21', aecgRefId: 'MDC_ECG_RHY_SINUS_TACHY' },
  { code: 'SARRH', description: 'sinus arrhythmia', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'sinus arrhythmia', ahaCode: '23', aecgRefId: 'MDC_ECG_RHY_SINUS_ARRHY' },
  { code: 'SBRAD', description: 'sinus bradycardia', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'sinus bradycardia', ahaCode: '22', aecgRefId: 'MDC_ECG_RHY_SINUS_BRADY' },
  { code: 'PACE', description: 'normal functioning artificial pacemaker', diagnostic: false, form: false, rhythm: true, category: 'Pacemaker types and pacemaker function', scpDescription: 'normal functioning artificial pacemaker' },
  { code: 'SVARR', description: 'supraventricular arrhythmia', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'supraventricular arrhythmia' },
  { code: 'BIGU', description: 'bigeminal pattern (unknown origin, SV or Ventricular)', diagnostic: false, form: false, rhythm: true, category: 'Statements related to ectopic rhythm abnormalities', scpDescription: 'bigeminal pattern (unknown origin, SV or Ventricular)' },
  { code: 'AFLT', description: 'atrial flutter', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'atrial flutter', ahaCode: '51', aecgRefId: 'MDC_ECG_RHY_ATR_FLUT' },
  { code: 'SVTAC', description: 'supraventricular tachycardia', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'supraventricular tachycardia', ahaCode: '55', aecgRefId: 'MDC_ECG_RHY_SV_TACHY', dicomCode: 'D3-31290' },
  { code: 'PSVT', description: 'paroxysmal supraventricular tachycardia', diagnostic: false, form: false, rhythm: true, category: 'Statements related to impulse formation (abnormalities)', scpDescription: 'paroxysmal supraventricular tachycardia', aecgRefId: 'MDC_ECG_RHY_SV_TACHY_PAROX' },
  { code: 'TRIGU', description: 'trigeminal pattern (unknown origin, SV or Ventricular)', diagnostic: false, form: false, rhythm: true, category: 'Statements related to ectopic rhythm abnormalities', scpDescription: 'trigeminal pattern (unknown origin, SV or Ventricular)' },
];
