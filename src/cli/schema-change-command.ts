import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { SchemaStatement } from '../domain/schema/plan-schema.ts';
import type { DatabaseServer } from '../ports/fleet-database.ts';
import type { SchemaEvent } from '../usecases/schema-change/schema-event.ts';
import { confirm } from './confirm.ts';
import { holdInterrupts } from './interrupt.ts';
import { screenFor } from './printing/presentation.ts';
import { SpotctlCommand } from './spotctl-command.ts';

/** What is to be agreed to: statements, and the server that is to run them. */
export interface ShownChange {
  readonly server: DatabaseServer;
  readonly plan: { readonly statements: readonly SchemaStatement[] };
}

export interface GivenConsent {
  readonly yes: boolean;
  readonly confirm?: string | undefined;
  readonly 'allow-galera-freeze': boolean;
}

type FinishedEvent<Result> = { readonly kind: 'finished'; readonly result: Result };

/** What commands that change the schema share: show, confirm, carry out, stop cleanly. */
export abstract class SchemaChangeCommand extends SpotctlCommand {
  /** Returns once everything is confirmed: the price for a cluster first, then the change itself by the name of its database. */
  protected async agree(shown: ShownChange, given: GivenConsent): Promise<void> {
    if (shown.plan.statements.length === 0) return;
    const { database, isGalera } = shown.server;
    const { schemaChangeText } = await import('../views/schema-plan.ts');
    this.say(schemaChangeText(shown, await screenFor({ ...this.presentation, hasColor: false }, database)));
    const freezing = shown.plan.statements.filter(({ effect }) => isGalera && effect === 'freeze');
    if (freezing.length > 0) await this.agreeToFreeze(freezing, given['allow-galera-freeze']);
    const expected = database.split('/').at(-1) ?? database;
    await confirm(await this.terminal(), {
      question: `Change ${database}?`,
      expected,
      isGiven: given.yes,
      stated: given.confirm ?? null,
    });
  }

  private async agreeToFreeze(freezing: readonly SchemaStatement[], isGiven: boolean): Promise<void> {
    const names = freezing.map(({ name }) => name).join(', ');
    const terminal = await this.terminal();
    if (!isGiven && !terminal.canAsk) {
      throw new SpotctlError({
        code: 'CLUSTER_FREEZE',
        message: `${names}: on this Galera cluster no write to any table goes on until the index is built. Nothing was done.`,
      });
    }
    await confirm(terminal, {
      question: `No write of the whole cluster goes on while ${names} is built.`,
      expected: 'freeze',
      isGiven,
      stated: null,
    });
  }

  /** Runs the change to its end, telling its progress. Ctrl-C lets the statement at hand end; a second one leaves it to the server. */
  protected async follow<Result>(change: (signal: AbortSignal) => AsyncIterable<SchemaEvent | FinishedEvent<Result>>): Promise<Result> {
    const { schemaProgress } = await import('../views/schema-progress.ts');
    const interrupt = holdInterrupts(() =>
      this.say('Interrupted: the statement at hand is let end, and nothing more is sent. Press Ctrl-C again to leave it to the server.'),
    );
    try {
      for await (const event of change(interrupt.signal)) {
        if (event.kind === 'finished') return event.result;
        const line = schemaProgress(event);
        if (line !== null) this.say(line);
      }
    } finally {
      interrupt.release();
    }
    throw new Error('The last event of a schema change tells its result.');
  }
}
