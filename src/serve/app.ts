import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { isEcgError } from '../errors.ts';
import { accessLog, log } from './http/access-log.ts';
import { authenticate } from './http/authenticate.ts';
import { PAGE_POLICY } from './http/page-policy.ts';
import { HttpProblem, problemResponse } from './http/problem.ts';
import { administrationRoutes } from './routes/administration.ts';
import { jobRoutes } from './routes/jobs.ts';
import { recordRoutes } from './routes/records.ts';
import { resultRoutes } from './routes/results.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { systemRoutes } from './routes/system.ts';
import { waveformRoutes } from './routes/waveforms.ts';
import type { RequestEnv, Service } from './service.ts';

/** Of a body that is not an upload. */
const JSON_BYTES = 1 << 20;

/**
 * The whole application: every request is numbered and logged, then let in by its key, then routed; every error becomes a problem document.
 *
 * @param corsOrigins other origins whose pages may ask; none by default
 */
export function createApp(service: Service, corsOrigins: readonly string[]): OpenAPIHono<RequestEnv> {
  const app = new OpenAPIHono<RequestEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const [issue] = result.error.issues;
      throw new HttpProblem(400, `${issue?.path.join('.') || 'request'}: ${issue?.message ?? 'breaks its rule'}`);
    },
  });
  app.use(accessLog(service.metrics, log));
  app.use(
    secureHeaders({
      contentSecurityPolicy: PAGE_POLICY,
      // For whoever stands in front and knows whether there is TLS.
      strictTransportSecurity: false,
    }),
  );
  if (corsOrigins.length > 0) app.use(cors({ origin: [...corsOrigins] }));
  const needsKey = authenticate(service.database, service.limits.requestsPerSec);
  app.use('/v1/*', needsKey);
  app.use('/metrics', needsKey);
  const limited = bodyLimit({
    maxSize: JSON_BYTES,
    onError: () => {
      throw new HttpProblem(413, `The body may have at most ${JSON_BYTES} bytes.`);
    },
  });
  app.use('/v1/records/:id/*', limited);
  app.use('/v1/keys', limited);

  recordRoutes(app, service);
  waveformRoutes(app, service);
  resultRoutes(app, service);
  reviewRoutes(app, service);
  jobRoutes(app, service);
  administrationRoutes(app, service);
  systemRoutes(app, service);

  app.notFound((c) => problemResponse(c, new HttpProblem(404, 'There is nothing here.')));
  app.onError((error, c) => {
    // Hono's own refusals, such as JSON that cannot be parsed.
    if (error instanceof HTTPException) return problemResponse(c, new HttpProblem(400, error.message));
    if (!(error instanceof HttpProblem) && !isEcgError(error)) {
      log('error', 'fault', { requestId: c.get('requestId'), message: error.message, stack: error.stack });
    }
    return problemResponse(c, error);
  });
  return app;
}
