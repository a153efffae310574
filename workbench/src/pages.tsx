import { useCallback, useSyncExternalStore } from 'react';

/** The pages of the workbench by their name in the address, and what they are called. */
const PAGES = { record: 'Record', queue: 'Review queue', datasets: 'Data sets' } as const;

/** A page of the workbench. */
export type PageName = keyof typeof PAGES;

/** The page that the address names, and how to go to another; so back and forward work, and pages can be linked to. */
export function usePage(): readonly [PageName, (page: PageName) => void] {
  const page = useSyncExternalStore(subscribe, pageOfAddress);
  const goTo = useCallback((next: PageName) => {
    location.hash = next;
  }, []);
  return [page, goTo];
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** Other anchors are places on the page of the record. */
function pageOfAddress(): PageName {
  const name = location.hash.slice(1);
  return name === 'queue' || name === 'datasets' ? name : 'record';
}

/** Links to the pages. */
export function PageLinks({ page }: { readonly page: PageName }) {
  return (
    <nav aria-label="Pages" className="pages">
      {(Object.keys(PAGES) as PageName[]).map((name) => (
        <a key={name} href={`#${name}`} aria-current={name === page ? 'page' : undefined}>
          {PAGES[name]}
        </a>
      ))}
    </nav>
  );
}
