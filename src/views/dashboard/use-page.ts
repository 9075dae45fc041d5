import { useEffect, useState } from 'react';

/** The page of the opened instance; `null` while it is fetched or none is opened. */
export function usePage(instanceId: string | null, describe: (instanceId: string) => Promise<string>): string | null {
  const [page, setPage] = useState<{ readonly instanceId: string; readonly text: string } | null>(null);
  useEffect(() => {
    if (instanceId === null) return;
    const show = (text: string): void => setPage({ instanceId, text });
    describe(instanceId).then(show, (error: unknown) => show(error instanceof Error ? error.message : String(error)));
  }, [instanceId, describe]);
  return page?.instanceId === instanceId ? page.text : null;
}
