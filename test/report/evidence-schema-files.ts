/** Writes the bundle's JSON Schema and its document: `npm run evidence-schema`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { evidenceDocument, evidenceJsonSchema } from '../../src/report/index.ts';
import { projectRoot } from '../guards/project-files.ts';

/** The files by their path in the project. */
export const evidenceSchemaFiles: Readonly<Record<string, string>> = {
  'docs/evidence-bundle.md': evidenceDocument(),
  'docs/evidence-bundle.schema.json': `${JSON.stringify(evidenceJsonSchema(), undefined, 2)}\n`,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, text] of Object.entries(evidenceSchemaFiles)) writeFileSync(join(projectRoot, path), text);
}
