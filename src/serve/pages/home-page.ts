import { DISCLAIMER } from '../../disclaimer.ts';

/** The page at `/` where no workbench was built. */
export function homePage(packageVersion: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Einthoven</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
<main>
<h1>Einthoven ${packageVersion}</h1>
<p>${DISCLAIMER}</p>
<ul>
<li><a href="/api">The API, to try</a></li>
<li><a href="/openapi.json">The API, described (OpenAPI 3.1)</a></li>
<li><a href="/health">Health</a>, <a href="/ready">readiness</a></li>
</ul>
</main>
</html>
`;
}
