import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { AgentPorts } from '../../ports/agent-ports.ts';
import { see } from '../see.ts';
import { type Pace, pauseAfter } from './agent-pace.ts';
import type { AgentEvent, AgentTask } from './agent-event.ts';
import type { AgentInput, AgentLog, AgentRun } from './agent-run.ts';
import { answerInterruption } from './answer-interruption.ts';
import { enlist, enlistPatiently } from './enlist-agent.ts';
import { lookAtStanding } from './look-at-standing.ts';
import { reportPrices } from './report-prices.ts';
import { sendHeartbeat } from './send-heartbeat.ts';
import { standUpReplicas } from './stand-up-replicas.ts';
import { sweepOffers } from './sweep-offers.ts';
import { takeCommand } from './take-command.ts';
import { tellRebalance } from './tell-rebalance.ts';

interface Duty extends Pace {
  readonly task: AgentTask;
  readonly once: (run: AgentRun) => AsyncIterable<AgentEvent>;
}

/** At the paces of the agents of today; the standing comes first, since it decides on the others. */
export const DUTIES: readonly Duty[] = [
  { task: 'standing', everySeconds: 60, once: lookAtStanding },
  { task: 'heartbeat', everySeconds: 30, once: sendHeartbeat },
  // A notice leaves two minutes: what fails is tried again well within them.
  { task: 'interruption', everySeconds: 5, longestPauseSeconds: 15, once: answerInterruption },
  { task: 'rebalance', everySeconds: 30, once: tellRebalance },
  { task: 'commands', everySeconds: 15, once: takeCommand },
  { task: 'replicas', everySeconds: 30, once: standUpReplicas },
  { task: 'sweep', everySeconds: 60, once: sweepOffers },
  { task: 'prices', everySeconds: 300, once: reportPrices },
];

/** Every duty once, in order, and an end. Answers whether all went well. */
export async function runAgentOnce(
  ports: AgentPorts,
  { input, log }: { readonly input: AgentInput; readonly log: AgentLog },
): Promise<boolean> {
  const run = await enlist(ports, { input, log });
  let isWell = true;
  for (const duty of DUTIES) {
    if (input.signal.aborted) break;
    isWell = (await attend(run, { duty, log, failures: 0 })) && isWell;
  }
  return isWell;
}

/**
 * An agent at work until the signal stops it, or until it has handed its service over to another machine.
 * What fails is told and tried again later; throws only where it cannot even say whom it speaks for.
 */
export async function runAgent(ports: AgentPorts, { input, log }: { readonly input: AgentInput; readonly log: AgentLog }): Promise<void> {
  const done = new AbortController();
  const signal = AbortSignal.any([input.signal, done.signal]);
  const run = await enlistPatiently(ports, { input, log });
  if (run === null) return;
  try {
    await Promise.all(DUTIES.map(async (duty) => await repeat(run, { duty, log, signal, done })));
  } finally {
    // A defect in one duty must not leave the others at work without it.
    done.abort();
  }
  if (!input.isDryRun) await sayFarewell(run);
  log.on({ kind: 'stopped' });
}

interface Repeating {
  readonly duty: Duty;
  readonly log: AgentLog;
  readonly signal: AbortSignal;
  readonly done: AbortController;
}

async function repeat(run: AgentRun, { duty, log, signal, done }: Repeating): Promise<void> {
  const { clock } = run.ports;
  const own = await run.ports.machine.instanceId();
  let failures = 0;
  let pause = 0;
  for (;;) {
    if (pause > 0) await clock.sleep(pause * 1_000, signal).catch(() => undefined);
    if (signal.aborted) return;
    const served = run.identity.instanceId;
    failures = (await attend(run, { duty, log, failures })) ? 0 : failures + 1;
    if (served === own && run.identity.instanceId !== own) {
      log.on({ kind: 'handed-over', to: run.identity.instanceId });
      done.abort();
    }
    pause = pauseAfter(duty, { failures, random: log.random() });
  }
}

/** Does a duty once. False where it failed; what it threw besides `SpotctlError` is a bug and ends the agent. */
async function attend(
  run: AgentRun,
  { duty, log, failures }: { readonly duty: Duty; readonly log: AgentLog; readonly failures: number },
): Promise<boolean> {
  try {
    for await (const event of duty.once(run)) log.on(event);
    return true;
  } catch (error) {
    if (run.input.signal.aborted) return true;
    if (!(error instanceof SpotctlError)) throw error;
    const nextInSeconds = Math.round(pauseAfter(duty, { failures: failures + 1, random: 0.5 }));
    log.on({ kind: 'failed', doing: duty.task, code: error.code, message: error.message, nextInSeconds });
    return false;
  }
}

/** A backend that does not hear it is no harm: it goes by the heartbeats that stop. */
async function sayFarewell({ ports, agentId, identity, standing }: AgentRun): Promise<void> {
  if (standing.isServing) await see(ports.agentBackend().then(async (backend) => await backend.farewell(agentId, identity)));
}
