import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import { EcgError } from '../errors.ts';
import { createRandom } from '../random.ts';
import {
  LEAD_REVERSALS,
  type LeadReversal,
  SIMULATED_MORPHOLOGIES,
  SIMULATED_RATE_LIMITS_BPM,
  SIMULATED_RHYTHMS,
  type SimulatedFault,
  type SimulatedMorphology,
  type SimulatedNoise,
  type SimulatedRhythm,
  type Simulation,
  type SimulationOptions,
  selectLeads,
  simulateRecord,
  simulationAnnotations,
  type WaveFiducials,
  writeWfdbAnnotations,
} from '../record/index.ts';
import { writeRecordFile } from '../record/node.ts';
import { envelope, printJson } from './envelope.ts';
import { wholeNumber } from './options.ts';
import { ECTOPIES, FAULT_FORMS, FAULT_PLACE_TEXT, fault, NOISE_FORMS, names, noise } from './simulate-options.ts';
import { writeFileWhole } from './write-file.ts';

interface SimulateOptions {
  readonly out: string;
  readonly rhythm: SimulatedRhythm;
  readonly ectopy?: string;
  readonly morphology: SimulatedMorphology;
  readonly rate: number;
  readonly fs: number;
  readonly duration: number;
  readonly rrVariability?: number;
  readonly noise?: SimulatedNoise;
  readonly mainsHz?: number;
  readonly fault?: readonly SimulatedFault[];
  readonly reversal?: LeadReversal;
  readonly sex?: 'male' | 'female';
  readonly age?: number;
  readonly seed: number;
  readonly leads?: readonly string[];
  readonly json?: true;
}

/** A record is made in memory: with two hours at 500 Hz this needs about 1 GB. */
const MAX_SAMPLES = 3_600_000;

/** `einthoven simulate` */
export function simulateCommand(): Command {
  const [slowest, fastest] = SIMULATED_RATE_LIMITS_BPM;
  return new Command('simulate')
    .description('write a simulated 12-lead record and the truth about its waves')
    .requiredOption('--out <record>', 'record to write: RECORD.hea, RECORD.dat, and RECORD.atr with beats and waves')
    .addOption(new Option('--rhythm <name>', 'rhythm').choices(SIMULATED_RHYTHMS).default('sinus'))
    .addOption(new Option('--ectopy <name>', 'premature beats, in sinus rhythm').choices([...ECTOPIES.keys()]))
    .addOption(
      new Option('--morphology <name>', 'what conducted beats look like')
        .choices(SIMULATED_MORPHOLOGIES)
        .default('normal'),
    )
    .option('--rate <bpm>', `mean rate of the ventricles, ${slowest} to ${fastest}/min`, Number, 72)
    .option('--fs <Hz>', 'sampling rate', Number, 500)
    .option('--duration <sec>', 'length of the record', Number, 10)
    .option(
      '--rr-variability <share>',
      'standard deviation of sinus intervals over their mean, 0 to 0.2 (default: 0.03)',
      Number,
    )
    .option(`--noise <kind=mV>`, `${NOISE_FORMS.join(' or ')}; may be given several times`, noise)
    .option('--mains-hz <Hz>', 'frequency of mains noise (default: 50)', Number)
    .option(
      '--fault <kind,field=value…>',
      `${FAULT_FORMS.join(' or ')}; fromSec=… and toSec=… limit it; ${FAULT_PLACE_TEXT}; may be given several times`,
      fault,
    )
    .addOption(new Option('--reversal <pair>', 'cables that are interchanged').choices(LEAD_REVERSALS))
    .addOption(new Option('--sex <sex>', 'what the record says of the patient').choices(['male', 'female']))
    .option('--age <years>', 'what the record says of the patient', wholeNumber(0))
    .option('--seed <n>', 'seed of everything random', wholeNumber(0), 1)
    .option('--leads <names>', 'write only these, separated by commas (default: all twelve)', names)
    .option('--json', 'print the truth as JSON: every beat with the boundaries of its waves')
    .action((options: SimulateOptions) => simulate(options));
}

function simulate(options: SimulateOptions): void {
  const { out, leads, json, morphology, fs, duration } = options;
  if (fs * duration > MAX_SAMPLES) {
    const rule = `--fs times --duration must be at most ${MAX_SAMPLES} samples, which are made in memory`;
    throw new EcgError('invalid-argument', `simulate: ${rule}, got ${fs * duration}`, { fs, duration });
  }
  const path = out.replace(/\.(hea|dat)$/, '');
  const simulation = simulateRecord(simulationOptions(options, basename(path)));
  const record = leads === undefined ? simulation.record : selectLeads(simulation.record, leads);
  const annotations = simulationAnnotations(simulation, morphology);
  const marks = writeWfdbAnnotations({ annotations, definitions: [] });
  writeRecordFile(record, path);
  writeFileWhole(`${path}.atr`, marks);
  if (json) printJson({ ...envelope('simulation'), ...truth({ ...simulation, record }, options) });
  const written = `${path}.hea, ${path}.dat and ${path}.atr`;
  process.stderr.write(`wrote ${written}: ${simulation.beats.length} beats\n${json ? '' : `${DISCLAIMER}\n`}`);
}

function simulationOptions(options: SimulateOptions, name: string): SimulationOptions {
  const { rhythm, ectopy, morphology, rate, rrVariability, mainsHz, fault: faults, reversal, sex, age } = options;
  const premature = ectopy === undefined ? undefined : ECTOPIES.get(ectopy);
  return {
    fs: options.fs,
    durationSec: options.duration,
    heartRateBpm: rate,
    random: createRandom(options.seed),
    rhythm,
    ...(premature && { ectopy: premature }),
    morphology,
    ...(rrVariability !== undefined && { rrVariability }),
    noise: { ...options.noise, ...(mainsHz !== undefined && { mainsHz }) },
    ...(faults && { faults }),
    ...(reversal && { reversal }),
    patient: { ...(sex && { sex }), ...(age !== undefined && { ageYears: age }) },
    name,
  };
}

/** What `--json` says, with `null` for waves that do not exist or lie outside the record. */
function truth({ record, beats }: Simulation, options: SimulateOptions) {
  const { out, json: _, ...parameters } = options;
  return {
    record: { path: out, fs: record.fs, leads: Object.keys(record.leads), patient: record.patient },
    fs: record.fs,
    parameters,
    beats: beats.map(({ type, samples, sec }) => ({ type, samples: withNulls(samples), sec: withNulls(sec) })),
  };
}

function withNulls(fiducials: WaveFiducials): Readonly<Record<string, number | null>> {
  return Object.fromEntries(Object.entries(fiducials).map(([name, value]) => [name, value ?? null]));
}
