import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseFolds } from '../datasets/index.ts';
import { type EcgError, isEcgError } from '../errors.ts';
import { DEVICES } from '../nn/index.ts';

/** Parsers of option values that several commands share; commander names the option when one throws. */

/** Whole number of at least `least`. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
  };

/** Folds as `1-8` or `1,3,9`. */
export function folds(text: string): readonly number[] {
  return argument(() => parseFolds(text));
}

/** Seeds as `1,2,3`, each once. */
export function seedList(text: string): readonly number[] {
  const seeds = text.split(',').map(wholeNumber(0));
  if (new Set(seeds).size === seeds.length) return seeds;
  throw new InvalidArgumentError('Each seed must be there once.');
}

/** Number within 0 and 1. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number above 0 and below 1.');
}

/** Number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** Prevalences by class, as `MI=0.05,CD=0.1`. */
export function prevalences(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(',').map((pair): [string, number] => {
    const at = pair.lastIndexOf('=');
    if (at < 1) throw new InvalidArgumentError('It must be written as MI=0.05,CD=0.1.');
    return [pair.slice(0, at).trim(), share(pair.slice(at + 1))];
  });
  return Object.fromEntries(pairs);
}

/** Prevalences as above, or the path of a JSON file that has them by class. */
export function prevalencesOrFile(text: string): Readonly<Record<string, number>> {
  if (text.includes('=')) return prevalences(text);
  let rates: unknown;
  try {
    rates = JSON.parse(readFileSync(text, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError(`It must be MI=0.05,CD=0.1 or a JSON file: ${(error as Error).message}.`);
  }
  const isByClass = typeof rates === 'object' && rates !== null && !Array.isArray(rates);
  if (!isByClass) throw new InvalidArgumentError('Its file must hold an object of prevalences by class.');
  return Object.fromEntries(Object.entries(rates as object).map(([name, rate]) => [name, share(String(rate))]));
}

/** Gathers an option that may be given several times. */
export const several = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text];

/** Adds `--device` to a command. Other devices round differently, so results are the same to the bit on one of them only. */
export function addDeviceOption(command: Command): Command {
  const device = new Option('--device <name>', "where networks run: ONNX Runtime's provider").choices([...DEVICES]);
  return command.addOption(device.default('cpu'));
}

function argument<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (isEcgError(error)) throw new InvalidArgumentError((error as EcgError).message);
    throw error;
  }
}
