/** Asks the server that the page came from. @throws Error in its words where it refuses */
export async function askServer(key: string, path: string, request: RequestInit = {}): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${key}`);
  const response = await fetch(new URL(path, location.origin), { ...request, headers });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Error(problem.detail ?? `The server answers ${response.status} ${response.statusText}`);
}
