import type { Agent } from '../agent.ts';
import type { Instance, Timestamp } from '../instance.ts';

/** Whether the agent will ever be told to terminate a demoted instance; `unknown` where no source tells. */
export type Sweep = 'after-its-wait' | 'never' | 'unknown';

export interface SweepOutlook {
  readonly sweep: Sweep;
  /** Why never, or what no source tells, or what may put the moment off; a sentence without its full stop. */
  readonly because: string | null;
  /** The wait the sweep observes, where it is known. */
  readonly waitSeconds: number | null;
  /** The first moment at which the agent may be told; `null` where it never is, or nobody can say. */
  readonly notBefore: Timestamp | null;
}

export interface SweepFacts {
  readonly row: Pick<Instance, 'status' | 'isActive' | 'region' | 'zombieSince' | 'updatedAt'>;
  readonly agent: Pick<Agent, 'logicalAgentId' | 'region' | 'autoTerminateEnabled'>;
  /** The agent's own setting, where it could be read: 0 and NULL are told apart from not knowing. */
  readonly wait: SweepWait | null;
  readonly now: Timestamp;
}

export interface SweepWait {
  readonly isOn: boolean | null;
  readonly seconds: number | null;
}

/** What the sweep takes a wait of 0 or NULL for. */
const DEFAULT_WAIT_SECONDS = 300;
/** An agent reports prices this often, and each report touches the row of the machine it runs on. */
const PRICE_REPORT_SECONDS = 300;

/** The sweep takes only zombies that are no longer active, once their wait is over, and only where it is switched on. */
export function sweepOutlook(facts: SweepFacts): SweepOutlook {
  const { row, agent } = facts;
  const name = agent.logicalAgentId;
  if (row.status !== 'zombie') return closed('never', `the sweep takes zombies, and its row says ${row.status}`);
  if (row.isActive === true) return closed('never', 'its row is still active, and the sweep takes only inactive ones');
  if ((facts.wait?.isOn ?? agent.autoTerminateEnabled) === false) return closed('never', `auto-terminate is off for agent ${name}`);
  if (row.isActive === null) return closed('unknown', 'no source tells whether its row is still active');
  if (agent.region !== null && agent.region !== row.region)
    return closed('unknown', `the backend has agent ${name} in ${agent.region}, and it may look for zombies there alone`);
  return afterItsWait(facts);
}

/** What to expect before: a registration makes a zombie of a primary, and today's leaves its row as active as it is. */
export function outlookAfterDemotion(facts: SweepFacts): SweepOutlook {
  const { row, now } = facts;
  const status = row.status === 'running_primary' ? 'zombie' : row.status;
  const outlook = sweepOutlook({ ...facts, row: { ...row, status, zombieSince: null, updatedAt: now } });
  const isLeftActive = status === 'zombie' && row.isActive === true;
  return isLeftActive
    ? { ...outlook, because: 'its row is active, and where the backend leaves it so, the sweep does not take it' }
    : outlook;
}

function afterItsWait({ row, wait, now }: SweepFacts): SweepOutlook {
  if (wait === null)
    return { sweep: 'after-its-wait', because: 'the length of the wait could not be read', waitSeconds: null, notBefore: null };
  const configured = wait.seconds ?? 0;
  const waitSeconds = configured === 0 ? DEFAULT_WAIT_SECONDS : Math.max(0, configured);
  const since = Date.parse(row.zombieSince ?? row.updatedAt ?? now);
  const mayRestart = row.zombieSince === null && waitSeconds > PRICE_REPORT_SECONDS;
  return {
    sweep: 'after-its-wait',
    because: mayRestart ? 'each price report of its own agent may begin the wait anew' : null,
    waitSeconds,
    notBefore: new Date(since + waitSeconds * 1_000).toISOString(),
  };
}

function closed(sweep: Sweep, because: string): SweepOutlook {
  return { sweep, because, waitSeconds: null, notBefore: null };
}
