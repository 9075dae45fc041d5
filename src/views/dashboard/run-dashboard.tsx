import { render } from 'ink';
import type { FollowedFleet } from '../../usecases/follow-fleet.ts';
import { Dashboard, type DashboardProps } from './dashboard.tsx';
import type { Farewell } from './farewell.ts';

/**
 * Shows each look on a screen of its own until the operator leaves or the signal ends it. However it ends, the terminal is as it was before.
 * Rejects with what the looks throw.
 */
export async function runDashboard(
  looks: AsyncIterable<FollowedFleet>,
  props: Pick<DashboardProps, 'actions' | 'painting'> & { readonly onEnd: () => void; readonly signal: AbortSignal },
): Promise<Farewell> {
  const { promise: left, resolve: leave } = Promise.withResolvers<Farewell>();
  props.signal.addEventListener('abort', () => leave('interrupted'), { once: true });
  const drawn = (watched: FollowedFleet) => (
    <Dashboard watched={watched} actions={props.actions} painting={props.painting} onLeave={leave} />
  );
  let app: ReturnType<typeof render> | null = null;
  let isOver = false;
  const follow = async (): Promise<Farewell> => {
    for await (const watched of looks) {
      // A look that was under way when the operator left must not bring the dashboard back.
      if (isOver) break;
      if (app === null) app = render(drawn(watched), OPTIONS);
      else app.rerender(drawn(watched));
    }
    return await left;
  };
  try {
    return await Promise.race([left, follow()]);
  } finally {
    isOver = true;
    props.onEnd();
    await end(app);
  }
}

const OPTIONS = { alternateScreen: true, exitOnCtrlC: false, incrementalRendering: true, patchConsole: false, maxFps: 15 } as const;

async function end(app: ReturnType<typeof render> | null): Promise<void> {
  if (app === null) return;
  app.unmount();
  await app.waitUntilExit();
}
