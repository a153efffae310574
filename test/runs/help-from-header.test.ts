import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headerOf } from '../../runs/help-from-header.ts';

const runs = join(import.meta.dirname, '../../runs');

describe('the help of a script', () => {
  it('is the comment that it begins with', () => {
    expect(
      headerOf('/**\n * What it does.\n *\n *   npx tsx it.ts [--out FILE]\n */\nconst a = 1; /* no help */'),
    ).toBe('What it does.\n\n  npx tsx it.ts [--out FILE]\n');
  });

  it('names every option that the script takes', () => {
    const scripts = readdirSync(runs).filter((name) => name.endsWith('.ts'));
    const sources = scripts.map((name) => [name, readFileSync(join(runs, name), 'utf8')] as const);
    const withOptions = sources.filter(([, source]) => source.includes('parseArgs({'));
    expect(withOptions.length).toBeGreaterThan(3);
    for (const [name, source] of withOptions) {
      const options = [...source.matchAll(/^\s*'?([\w-]+)'?: \{ type: '(?:string|boolean)'/gm)].map(
        (match) => match[1],
      );
      for (const option of options) expect(headerOf(source), name).toContain(`--${option}`);
      expect(source, name).toContain('helpFromHeader(import.meta.filename)');
    }
  });
});
