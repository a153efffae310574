#!/usr/bin/env node
/** The command line: one file per command, loaded when it is asked for. Data goes to standard output, messages to standard error. */
import { Command } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import { isEcgError } from '../errors.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  diagnose: async () => (await import('./diagnose.ts')).diagnoseCommand(),
  measure: async () => (await import('./measure.ts')).measureCommand(),
  explain: async () => (await import('./explain.ts')).explainCommand(),
  'explain-check': async () => (await import('./explain-check.ts')).explainCheckCommand(),
  plot: async () => (await import('./plot.ts')).plotCommand(),
  train: async () => (await import('./train.ts')).trainCommand(),
  pretrain: async () => (await import('./pretrain.ts')).pretrainCommand(),
  ensemble: async () => (await import('./ensemble.ts')).ensembleCommand(),
  calibrate: async () => (await import('./calibrate.ts')).calibrateCommand(),
  models: async () => (await import('./models.ts')).modelsCommand(),
  quantise: async () => (await import('./quantise.ts')).quantiseCommand(),
  'cross-validate': async () => (await import('./cross-validate.ts')).crossValidateCommand(),
  'compare-cv': async () => (await import('./compare-cv.ts')).compareCvCommand(),
  sweep: async () => (await import('./sweep.ts')).sweepCommand(),
  evaluate: async () => (await import('./evaluate.ts')).evaluateCommand(),
  metrics: async () => (await import('./metrics.ts')).metricsCommand(),
  beats: async () => (await import('./beats.ts')).beatsCommand(),
  delineate: async () => (await import('./delineate.ts')).delineateCommand(),
  similar: async () => (await import('./similar.ts')).similarCommand(),
  index: async () => (await import('./index-cases.ts')).indexCommand(),
  quality: async () => (await import('./quality.ts')).qualityCommand(),
  simulate: async () => (await import('./simulate.ts')).simulateCommand(),
  pack: async () => (await import('./pack.ts')).packCommand(),
  'export-conversations': async () => (await import('./export-conversations.ts')).exportConversationsCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  demo: async () => (await import('./demo.ts')).demoCommand(),
};

const exitCodes = Object.entries(EXIT_CODES)
  .map(([code, number]) => `  ${String(number).padStart(3)}  ${code}`)
  .join('\n');

async function main(): Promise<void> {
  const program = new Command('einthoven')
    .description(`AI-assisted ECG diagnosis. ${DISCLAIMER}`)
    .version(PACKAGE_VERSION)
    .showHelpAfterError('(--help tells the options)')
    .addHelpText('after', `\nExit codes:\n    0  done\n    1  fault of the program\n${exitCodes}`)
    // Options of a command are not those of its subcommands: serve and serve keys both have --data.
    .enablePositionalOptions()
    .exitOverride();
  const asked = commands[process.argv[2] ?? ''];
  // Help lists all commands; anything else loads only the one that runs, which keeps the start short.
  const loaded = asked ? [await asked()] : await Promise.all(Object.values(commands).map((load) => load()));
  for (const command of loaded) program.addCommand(inheriting(command, program));
  await program.parseAsync();
}

/** Gives a command, and all below it, the settings of a parent: commander gives them to none that was made apart. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const below of command.commands) inheriting(below, command);
  return command;
}

// Whoever reads may stop early, as `head` does: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

main().catch((error: unknown) => {
  if (isEcgError(error)) {
    process.stderr.write(`einthoven: ${error.message}\n`);
    process.exitCode = EXIT_CODES[error.code];
  } else if (error instanceof Error && error.name === 'CommanderError') {
    const { exitCode } = error as Error & { exitCode: number };
    process.exitCode = exitCode === 0 ? 0 : EXIT_CODES['invalid-argument'];
  } else {
    process.stderr.write(
      `einthoven: this is a fault of the program: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  }
});
