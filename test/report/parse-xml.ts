/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All character data directly inside, entities resolved. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The document element of an XML text, for checking what was written. Throws on anything that is not well-formed or beyond
 * elements, attributes in double quotes, character data and the five predefined entities.
 */
export function parseXml(xml: string): XmlElement {
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  while (at < xml.length) {
    const parent = open.at(-1) as OpenElement;
    const text = matchAt(TEXT, xml, at);
    if (text !== null) parent.text += resolve(text[0]);
    const tag = text === null ? matchAt(TAG, xml, at) : null;
    if (text === null && tag === null) throw new Error(`parseXml: no markup, got ${xml.slice(at, at + 40)}`);
    at += (text ?? tag)?.[0].length as number;
    if (tag === null) continue;
    const [, closing, name = '', attributes = '', empty] = tag;
    if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`parseXml: </${name}> closes ${parent.name}`);
      continue;
    }
    const element: OpenElement = { name, attributes: parseAttributes(attributes), children: [], text: '' };
    parent.children.push(element);
    if (empty !== '/') open.push(element);
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0 || root.text.trim() !== '') {
    throw new Error('parseXml: a document is one element, all of it closed');
  }
  return only;
}

function matchAt(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(xml);
}

function parseAttributes(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name, value]) => [name, resolve(value as string)]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`parseXml: attribute twice in ${text}`);
  return Object.fromEntries(pairs);
}

function resolve(text: string): string {
  return text.replace(/&(\w*;?)/g, (entity, name: string) => {
    const character = ENTITIES[name.replace(/;$/, '')];
    if (character === undefined || !name.endsWith(';')) throw new Error(`parseXml: unknown entity ${entity}`);
    return character;
  });
}
