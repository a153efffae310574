import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWfdb } from '../../src/record/index.ts';
import { evidenceSchema } from '../../src/report/index.ts';
import { dataFolderOfServer, main, recordFiles, type Served, startServed, uploadOf } from './served.ts';

const data = dataFolderOfServer();
const files = recordFiles();
const record = readWfdb(files['simulated.hea'] as Uint8Array, (name) => files[name] as Uint8Array);
const local = mkdtempSync(join(tmpdir(), 'einthoven-record-'));
const localRecord = join(local, 'simulated');
for (const [name, bytes] of Object.entries(files)) writeFileSync(join(local, name), bytes);
afterAll(() => rmSync(local, { recursive: true, force: true }));
let server: Served;
let id: string;

beforeAll(async () => {
  server = await startServed(data);
  const response = await server.ask('/v1/records', { method: 'POST', body: uploadOf(files) });
  ({ id } = (await response.json()) as { id: string });
}, 300_000);

const json = async (path: string, request?: RequestInit) => {
  const response = await server.ask(path, request);
  return { status: response.status, body: await response.json() };
};

describe('a record', () => {
  test('has a diagnosis by the whole line, a quality and measurements, and then says what is present by them', async () => {
    const { body: diagnosis } = await json(`/v1/records/${id}/diagnosis`);
    expect(diagnosis.findings.superdiagnostic[0]).toMatchObject({ class: 'NORM', decision: 'present' });
    expect(diagnosis).toMatchObject({ model: { name: 'default' }, disclaimer: expect.stringContaining('research') });
    expect(diagnosis.findings.rhythm[0]).toMatchObject({ class: 'SR', confidenceSet: { level: 0.9 } });
    const prolongedPr = diagnosis.criteria.find((one: { id: string }) => one.id === 'prolonged-pr');
    expect(prolongedPr).toMatchObject({ met: false });
    const { body: quality } = await json(`/v1/records/${id}/quality`);
    expect(quality).toMatchObject({ acceptable: true });
    const { body: measurements } = await json(`/v1/records/${id}/measurements`);
    expect(measurements.rhythm.rateBpm).toBeGreaterThan(67);
    expect(measurements.rhythm.rateBpm).toBeLessThan(73);
    expect((await json(`/v1/records/${id}`)).body).toMatchObject({ decidedBy: 'model-and-criteria' });
    expect((await json(`/v1/records/${id}/diagnosis`)).body).toEqual(diagnosis);
  });

  test('has the same diagnosis as on the command line', async () => {
    const { stdout } = spawnSync(process.execPath, [main, 'diagnose', localRecord, '--json'], { encoding: 'utf8' });
    const { findings, criteria } = JSON.parse(stdout);
    const { body } = await json(`/v1/records/${id}/diagnosis`);
    expect({ findings: body.findings, criteria: body.criteria }).toEqual({ findings, criteria });
  });

  test('has a report as evidence bundle, Markdown, SVG, PDF and FHIR Bundle, in two languages', async () => {
    const { body: bundle } = await json(`/v1/records/${id}/report`);
    expect(evidenceSchema.parse(bundle).record).toMatchObject({ name: 'simulated', durationMs: 10_000 });
    const { body: fhir } = await json(`/v1/records/${id}/report?format=fhir`);
    expect(fhir).toMatchObject({ resourceType: 'Bundle', entry: expect.any(Array) });
    const report = async (query: string) => {
      const response = await server.ask(`/v1/records/${id}/report?${query}`);
      return [response.headers.get('content-type'), (await response.text()).slice(0, 20)];
    };
    expect(await report('format=md')).toEqual([
      'text/markdown; charset=utf-8',
      expect.stringMatching(/^# ECG report\n/),
    ]);
    expect(await report('format=md&language=de')).toEqual([
      expect.anything(),
      expect.stringMatching(/^# EKG-Bericht\n/),
    ]);
    expect(await report('format=svg')).toEqual(['image/svg+xml', expect.stringMatching(/^<svg /)]);
    expect(await report('format=pdf')).toEqual(['application/pdf', expect.stringMatching(/^%PDF-1/)]);
    expect((await server.ask(`/v1/records/${id}/report?format=doc`)).status).toBe(400);
  });

  test('has explanations by class and method, made once and then kept', async () => {
    const path = `/v1/records/${id}/explanation?class=NORM`;
    const { body } = await json(path);
    expect(body).toMatchObject({
      task: 'superdiagnostic',
      class: 'NORM',
      method: 'integrated-gradients',
      isSigned: true,
    });
    expect(Object.keys(body.leads)).toEqual(Object.keys(record.leads));
    const sum = body.cells.reduce((total: number, cell: { share: number }) => total + cell.share, 0);
    expect(sum).toBeCloseTo(1);
    const file = join(data, 'records', id, 'explanation.integrated-gradients.any.NORM.json');
    const { mtimeMs } = statSync(file);
    expect((await json(path)).body).toEqual(body);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    const colours = await server.ask(`${path}&method=grad-cam&format=svg`);
    expect([colours.headers.get('content-type'), (await colours.text()).slice(0, 5)]).toEqual([
      'image/svg+xml',
      '<svg ',
    ]);
    expect((await json(`/v1/records/${id}/explanation?class=AMI%2F..`)).status).toBe(400);
    const { status, body: unknown } = await json(`/v1/records/${id}/explanation?class=NONE`);
    expect([status, unknown.detail]).toEqual([400, expect.stringContaining('has no class NONE')]);
  });

  test('one that the whole line is to judge at once is answered by it', async () => {
    const request = { method: 'POST', body: uploadOf(files) };
    const { body } = await json('/v1/records?decidedBy=model-and-criteria', request);
    expect(body).toMatchObject({ decidedBy: 'model-and-criteria', present: expect.arrayContaining(['NORM']) });
    expect((await json('/v1/records?decidedBy=nobody', { method: 'POST', body: uploadOf(files) })).status).toBe(400);
  });

  test('leaves in the audit log who asked', async () => {
    const { entries } = (await json('/v1/audit')).body as { entries: { action: string; subject: string }[] };
    const actions = entries.flatMap(({ action, subject }) => (subject === id ? [action] : []));
    expect(actions).toEqual(
      expect.arrayContaining(['diagnosis.read', 'quality.read', 'explanation.read', 'report.read']),
    );
  });
});

test('the first start prints where to go with its key, while its file is there; the log has no key', async () => {
  await expect.poll(server.said).toBe(`${server.url}/#key=${server.key}\n`);
  expect(server.log().join('\n')).not.toContain(server.key);
  const { key } = server;
  await server.end('SIGTERM');
  server = await startServed(data);
  await expect.poll(server.said).toBe(`${server.url}/#key=${key}\n`);
  await server.end('SIGTERM');
  rmSync(join(data, 'first-key'));
  server = await startServed(data, { key });
  await server.end('SIGTERM');
  expect(server.said()).toBe('');
});
