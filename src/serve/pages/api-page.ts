/** The page at `/api`: operations and answers are filled in by `try-api.browser.ts`, from `/openapi.json`. Nothing comes from elsewhere. */
export const API_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Einthoven: the API</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
details { border: 1px solid #ccc; border-radius: 4px; margin: .5rem 0; padding: .25rem .75rem }
summary { cursor: pointer }
label { display: block; margin: .5rem 0 }
input, textarea { font: inherit; width: 100%; box-sizing: border-box }
textarea { font-family: ui-monospace, monospace; min-height: 6rem }
pre { background: #f4f4f4; max-height: 30rem; overflow: auto; padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere }
</style>
<main>
<h1>Einthoven: the API</h1>
<p id="description"></p>
<label>Key <input id="token" type="password" autocomplete="off" placeholder="ein_…"></label>
<div id="operations">Reading <a href="/openapi.json">/openapi.json</a> …</div>
</main>
<script type="module" src="/api.js"></script>
</html>
`;
