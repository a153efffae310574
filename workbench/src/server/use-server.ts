import { useEffect, useState } from 'react';
import { connect, type Server } from './server.ts';

/** The server, once it has taken the key; or why it has not. Neither where there is no key. */
export function useServer(key: string | undefined): { readonly server?: Server; readonly failure?: string } {
  const [state, setState] = useState<{ server?: Server; failure?: string }>({});
  useEffect(() => {
    if (key === undefined) return;
    connect(key).then(
      (server) => setState({ server }),
      (error: Error) => setState({ failure: `The server cannot be used: ${error.message}` }),
    );
  }, [key]);
  return state;
}
