/** The script of the page at `/api`: a form for each operation of `/openapi.json`, whose answer is shown below it. */

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
}

interface ApiDocument {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** Answers that are longer are shown in part. */
const SHOWN_CHARACTERS = 100_000;

const byId = (id: string) => document.getElementById(id) as HTMLElement;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  fields: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), fields);
  made.append(...children);
  return made;
}

function operationForm(
  path: string,
  method: string,
  operation: Operation,
  schemas: ApiDocument['components']['schemas'],
) {
  const parameters = operation.parameters ?? [];
  const inputs = new Map(
    parameters.map((parameter) => [parameter, element('input', { required: parameter.required === true })]),
  );
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const files = element('input', { type: 'file', multiple: true });
  const labels = element('input', { placeholder: 'separated by commas' });
  const text = element('textarea', { value: '{}' });
  const answer = element('pre', { hidden: true });
  const isUpload = bodyType === 'multipart/form-data';
  const form = element(
    'form',
    {},
    ...[...inputs].map(([{ name }, input]) => element('label', {}, `${name} `, input)),
    ...(isUpload ? [element('label', {}, 'files ', files), element('label', {}, 'labels ', labels)] : []),
    ...(body !== undefined && !isUpload
      ? [
          element('label', {}, 'body ', text),
          element('pre', {}, JSON.stringify(resolved(body.schema, schemas), undefined, 1)),
        ]
      : []),
    element('button', {}, 'Send'),
    answer,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    answer.hidden = false;
    answer.textContent = '…';
    const headers = new Headers({ authorization: `Bearer ${(byId('token') as HTMLInputElement).value}` });
    const url = new URL(location.origin);
    let place = path;
    for (const [{ name, in: where }, { value }] of inputs) {
      if (where === 'path') place = place.replace(`{${name}}`, encodeURIComponent(value));
      else if (value !== '' && where === 'query') url.searchParams.set(name, value);
      else if (value !== '') headers.set(name, value);
    }
    url.pathname = place;
    if (body !== undefined && !isUpload) headers.set('content-type', bodyType ?? '');
    const content = isUpload ? uploadOf(files, labels) : text.value;
    await send(url, { method: method.toUpperCase(), headers, ...(body !== undefined && { body: content }) }, answer);
  });
  const { summary = '', description = '' } = operation;
  const head = element('summary', {}, element('code', {}, `${method.toUpperCase()} ${path}`), ` – ${summary}`);
  return element('details', {}, head, element('p', {}, description), form);
}

function uploadOf(files: HTMLInputElement, labels: HTMLInputElement): FormData {
  const form = new FormData();
  for (const file of files.files ?? []) form.append('file', file);
  for (const label of labels.value.split(',').map((part) => part.trim())) if (label !== '') form.append('label', label);
  return form;
}

async function send(url: URL, request: RequestInit, answer: HTMLElement): Promise<void> {
  try {
    const response = await fetch(url, request);
    const type = response.headers.get('content-type') ?? '';
    answer.textContent = `${response.status} ${response.statusText}  ${type}\n\n`;
    if (type.startsWith('application/octet-stream')) {
      answer.append(`${(await response.arrayBuffer()).byteLength} bytes`);
      return;
    }
    // Events come one by one, so that the answer is shown as it grows.
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
      if ((answer.textContent?.length ?? 0) < SHOWN_CHARACTERS) answer.append(part.value ?? '');
    }
  } catch (error) {
    answer.textContent = String(error);
  }
}

function resolved(schema: unknown, schemas: ApiDocument['components']['schemas']): unknown {
  const { $ref } = schema as { $ref?: string };
  return $ref === undefined ? schema : schemas[$ref.split('/').at(-1) ?? ''];
}

/** A key in the fragment of the address, which is sent to no server, is kept for this tab and taken out of its history. */
function keyOfThisTab(): string {
  const [, key] = /^#key=([\w-]+)$/.exec(location.hash) ?? [];
  if (key !== undefined) {
    sessionStorage.setItem('einthoven-key', key);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem('einthoven-key') ?? '';
}

(byId('token') as HTMLInputElement).value = keyOfThisTab();
const api = (await (await fetch('/openapi.json')).json()) as ApiDocument;
byId('description').textContent = api.info.description;
byId('operations').replaceChildren(
  ...Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      operationForm(path, method, operation, api.components.schemas),
    ),
  ),
);
