import { posix } from 'node:path';
import { lineAt } from './project-files.ts';

/**
 * Every relative link of a Markdown text that leads nowhere, each as `file:line target`. Anchors are those that GitHub makes of headings,
 * and those stated by `id` or `name`. Links to other sites are left alone: tests do not depend on a network.
 *
 * @param path of the text, relative to the project root
 * @param files text of every Markdown file by path, empty for other files
 */
export function brokenLinks(path: string, text: string, files: ReadonlyMap<string, string>): string[] {
  const folders = new Set([...files.keys()].flatMap(parents));
  return linkTargets(text).flatMap(({ target, position }) => {
    if (/^[a-z][a-z+.-]*:|^\/\//i.test(target)) return [];
    const [file = '', anchor = ''] = target.split('#').map(decodeURIComponent);
    const to = file === '' ? path : posix.join(posix.dirname(path), file).replace(/\/$/, '');
    const found = files.get(to);
    const reached =
      found === undefined ? folders.has(to) && anchor === '' : anchor === '' || anchors(found).has(anchor);
    return reached ? [] : [`${path}:${lineAt(text, position)} ${target}`];
  });
}

/** Anchors of a Markdown text: its headings as GitHub writes them, numbered when repeated, and its `id` and `name` attributes. */
export function anchors(text: string): Set<string> {
  const prose = withoutCode(text, /^(```|~~~)[\s\S]*?^\1/gm);
  const found = new Set([...prose.matchAll(/<[^>]*\b(?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? ''));
  for (const [, heading = ''] of prose.matchAll(/^#{1,6} +(.*?)[ #]*$/gm)) {
    const slug = slugOf(heading);
    let unique = slug;
    for (let n = 1; found.has(unique); n++) unique = `${slug}-${n}`;
    found.add(unique);
  }
  return found;
}

function slugOf(heading: string): string {
  const words = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]+>/g, '');
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');
}

function linkTargets(text: string): { target: string; position: number }[] {
  const prose = withoutCode(text, /^(```|~~~)[\s\S]*?^\1|`[^`\n]*`/gm);
  const forms = [
    /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g,
    /^ {0,3}\[[^\]^]+\]:\s*<?([^\s>]+)>?/gm,
    /<(?:a|img|source|link)\b[^>]*?\b(?:href|src|srcset)="([^"\s]+)"/g,
  ];
  return forms.flatMap((form) =>
    [...prose.matchAll(form)].map((match) => ({ target: match[1] ?? '', position: match.index })),
  );
}

/** The same text with code blanked, so that positions stay. */
function withoutCode(text: string, code: RegExp): string {
  return text.replace(code, (block) => block.replace(/[^\n]/g, ' '));
}

function parents(path: string): string[] {
  const parts = path.split('/');
  return ['.', ...parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))];
}
