import { hostname } from 'node:os';
import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import { STRICTEST } from '../../domain/termination/termination-options.ts';
import type { AgentEvent } from '../../usecases/agent/agent-event.ts';
import type { AgentInput } from '../../usecases/agent/agent-run.ts';
import { identifyInstance } from '../../usecases/agent/identify-instance.ts';
import { runAgent, runAgentOnce } from '../../usecases/agent/run-agent.ts';
import { agentLogLine } from '../../views/agent/agent-log-line.ts';
import { composeAgentPorts } from '../compose.ts';
import { holdInterrupts } from '../interrupt.ts';
import type { SettingFlags } from '../settings/settings.ts';
import { type Connection, SpotctlCommand } from '../spotctl-command.ts';
import { EventCounter } from './count-events.ts';
import { serveStatus } from './serve-status.ts';

export interface AgentFlags extends SettingFlags {
  readonly instance?: string | undefined;
  readonly 'logical-id'?: string | undefined;
  readonly once: boolean;
  readonly 'dry-run': boolean;
  readonly 'max-per-cycle': number;
  readonly 'max-count'?: number | undefined;
  readonly listen: number;
}

/** What an agent's command is besides its flags: whom it speaks for, its log, its end. */
export abstract class AgentCommand extends SpotctlCommand {
  protected async runAgent(flags: AgentFlags): Promise<ExitMeaning> {
    const connection = await this.connect(flags);
    const interrupt = holdInterrupts(() => this.say('Stopping: nothing new is begun; what is done is still reported.'));
    const counter = new EventCounter(new Date().toISOString());
    const status = flags.once || flags.listen === 0 ? null : await serveStatus(flags.listen, () => counter.counts());
    const log = { on: (event: AgentEvent) => this.#tell(event, counter), random: Math.random };
    const ports = composeAgentPorts(connection.settings, this.surroundings);
    try {
      const input = { ...(await this.#inputOf(connection, flags)), signal: interrupt.signal };
      if (flags.once) return (await runAgentOnce(ports, { input, log })) ? 'done' : 'partial';
      await runAgent(ports, { input, log });
      return 'done';
    } finally {
      interrupt.release();
      await status?.close();
      await ports.close();
    }
  }

  async #inputOf({ ports, settings }: Connection, flags: AgentFlags): Promise<Omit<AgentInput, 'signal'>> {
    const { regions, awsRegion, backendUrl } = settings;
    const identity = await identifyInstance(ports, {
      instanceId: flags.instance ?? null,
      logicalAgentId: flags['logical-id'] ?? null,
      regions: regions.value,
      fallbackRegion: awsRegion.value,
      hostname: hostname(),
      version: this.config.version,
    });
    return {
      identity,
      isDryRun: flags['dry-run'],
      cap: flags['max-per-cycle'],
      options: { ...STRICTEST, maxCount: flags['max-count'] ?? null },
      origin: { backendUrl: backendUrl.value ?? '', version: this.config.version },
    };
  }

  #tell(event: AgentEvent, counter: EventCounter): void {
    const at = new Date().toISOString();
    counter.count(event, at);
    const line = agentLogLine(event, at);
    if (line !== null) process.stdout.write(this.debugLog.redact(line));
  }
}
