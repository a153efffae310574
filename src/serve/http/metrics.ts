import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts, for Prometheus. No label names a record, a key or a path. */
export interface Metrics {
  readonly registry: Registry;
  readonly request: (method: string, route: string, status: number, seconds: number) => void;
  readonly ingested: (outcome: 'stored' | 'refused') => void;
  /** Keeps a gauge of what `read` gives when it is asked for. */
  readonly gauge: (name: string, help: string, read: () => number) => void;
}

/** Seconds; the target of a diagnosis is below one. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

/** Starts counting, in a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const duration = new Histogram({
    name: 'einthoven_http_request_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const records = new Counter({
    name: 'einthoven_records_total',
    help: 'Records that came in, by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  return {
    registry,
    request: (method, route, status, seconds) => duration.labels(method, route, String(status)).observe(seconds),
    ingested: (outcome) => records.labels(outcome).inc(),
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
