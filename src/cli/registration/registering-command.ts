import type { ExitMeaning } from '../../domain/errors/catalogue.ts';
import type { Discovered } from '../../domain/registration/discovered.ts';
import type { TerminationReport } from '../../domain/termination/termination-report.ts';
import type { RegistrationWish } from '../../domain/registration/registration-wish.ts';
import type { MachineFacts } from '../../ports/machine.ts';
import type { Discovery } from '../../usecases/discover-unregistered.ts';
import type { RegistrationSet } from '../../usecases/plan-registrations.ts';
import { tryCall } from '../../usecases/try-call.ts';
import type { RegistrationItem } from '../../usecases/register-instances.ts';
import { confirm } from '../confirm.ts';
import { holdInterrupts } from '../interrupt.ts';
import { onStderr, screenFor } from '../printing/presentation.ts';
import { isDocumentFormat } from '../printing/presentation.ts';
import { refuseListFormat } from '../printing/print-document.ts';
import type { SettingFlags } from '../settings/settings.ts';
import type { Connection } from '../spotctl-command.ts';
import { TerminatingCommand } from '../terminating-command.ts';
import { terminationOptions } from '../termination-flags.ts';
import { demotedBy, endBody, type EndOfDemoted, meaningWith, terminationOf } from './end-of-demoted.ts';
import { chooseDiscovered } from './choose-discovered.ts';
import { type RegistrationFlags, registrationAllowances, registrationOverrides } from './registration-flags.ts';
import { type RegistrationSource, readSource } from './registration-source.ts';

type Flags = SettingFlags & RegistrationFlags;

/** What is wished, and where the wishes came from. */
interface Wished {
  readonly wishes: readonly RegistrationWish[];
  /** One instance by itself: its answer is a `Registration`, its refusal an error. */
  readonly isOne: boolean;
  readonly ownMachine: MachineFacts | null;
  readonly discovered: readonly Discovered[] | null;
  readonly isShortSighted: boolean;
  /** `--terminate-demoted`. */
  readonly endsDemoted: boolean;
}

/** Which, plan, show, confirm, carry out one by one, tell. */
export abstract class RegisteringCommand extends TerminatingCommand {
  protected async register(ids: readonly string[], flags: Flags): Promise<ExitMeaning> {
    refuseListFormat(this.presentation);
    const source = await readSource(ids, { flags, stdin: process.stdin });
    const connection = await this.connect(flags);
    const wished = await this.wish(connection, { source, flags });
    const { gatherRegistrations } = await import('../../usecases/plan-registrations.ts');
    const { clientId, regions } = connection.settings;
    const set = await gatherRegistrations(connection.ports, {
      clientId: clientId.value,
      regions: regions.value,
      wishes: wished.wishes,
      allows: registrationAllowances(flags),
      ownMachine: wished.ownMachine,
    });
    if (wished.isOne) throwOnlyError(set);
    const meaning = flags['dry-run'] ? await this.rehearse(set, wished) : await this.registerAll(connection, { set, wished, flags });
    return meaning === 'done' && wished.isShortSighted ? 'partial' : meaning;
  }

  private async wish(connection: Connection, asked: { readonly source: RegistrationSource; readonly flags: Flags }): Promise<Wished> {
    const { source, flags } = asked;
    const nothingElse = { ownMachine: null, discovered: null, isShortSighted: false, endsDemoted: flags['terminate-demoted'] };
    switch (source.from) {
      case 'ids':
      case 'file':
        return { ...nothingElse, wishes: source.wishes, isOne: source.from === 'ids' && source.wishes.length === 1 };
      case 'machine': {
        const { findOwnMachine, wishForOwnMachine } = await import('../../usecases/registration/own-machine.ts');
        const ownMachine = await findOwnMachine(connection.ports, connection.settings.regions.value);
        const wish = { agent: flags.agent ?? null, isPrimary: !flags.replica, overrides: registrationOverrides(flags) };
        return { ...nothingElse, wishes: [wishForOwnMachine(ownMachine, wish)], isOne: true, ownMachine };
      }
      case 'discovery':
        return await this.discover(connection, flags);
      default:
        return source satisfies never;
    }
  }

  private async discover({ ports, settings }: Connection, flags: Flags): Promise<Wished> {
    const [{ discoverUnregistered }, { NO_OVERRIDES }] = await Promise.all([
      import('../../usecases/discover-unregistered.ts'),
      import('../../domain/registration/registration-wish.ts'),
    ]);
    const asked = { clientId: settings.clientId.value, regions: settings.regions.value, agent: flags.agent ?? null };
    const discovery = await discoverUnregistered(ports, asked);
    const isPrimary = !flags.replica;
    await this.showDiscovery(discovery, isPrimary);
    const isGiven = flags.yes || flags['dry-run'] || flags.confirm !== undefined;
    const { found } = discovery;
    const chosen = found.length === 0 ? [] : await chooseDiscovered(await this.terminal(), { found, isPrimary, isGiven });
    const wishes = chosen.map(({ id, region }) => ({
      instanceId: id,
      region,
      agent: flags.agent ?? null,
      isPrimary,
      overrides: NO_OVERRIDES,
    }));
    return {
      wishes,
      isOne: false,
      ownMachine: null,
      discovered: found,
      isShortSighted: discovery.unseen.length > 0,
      endsDemoted: flags['terminate-demoted'],
    };
  }

  private async showDiscovery(discovery: Discovery, isPrimary: boolean): Promise<void> {
    const { discoveryText } = await import('../../views/registration/discovery-text.ts');
    if (discovery.found.length > 0 || discovery.strangers.length > 0)
      process.stderr.write(discoveryText(discovery, { screen: await this.stderrScreen(discovery), isPrimary }));
    this.sayUnseen(discovery.unseen);
  }

  private async rehearse(set: RegistrationSet, wished: Wished): Promise<ExitMeaning> {
    const { isOne, discovered, endsDemoted } = wished;
    const [{ registrationPlanText }, { plannedBody, plannedListBody }, { plannedMeaning }] = await Promise.all([
      import('../../views/registration/registration-plan-text.ts'),
      import('../../views/registration/registration-document.ts'),
      import('../../usecases/register-instances.ts'),
    ]);
    const [only] = set.items;
    const isSingle = isOne && only !== undefined && !('error' in only);
    await this.print({
      kind: isSingle ? 'Registration' : 'RegistrationList',
      body: isSingle ? plannedBody(only) : plannedListBody(set, discovered),
      text: (screen) => (set.items.length === 0 ? nothingText(wished) : registrationPlanText(set, { screen, endsDemoted })),
    });
    return plannedMeaning(set);
  }

  private async registerAll(
    connection: Connection,
    { set, wished, flags }: { readonly set: RegistrationSet; readonly wished: Wished; readonly flags: Flags },
  ): Promise<ExitMeaning> {
    const ready = set.items.filter((item) => !('error' in item) && item.plan.kind === 'ready');
    if (ready.length > 0)
      await this.agreeToRegister(set, {
        count: ready.length,
        isGiven: flags.yes,
        stated: flags.confirm ?? null,
        endsDemoted: wished.endsDemoted,
      });
    const { items, meaning, error } = await this.send(connection, { set, isOne: wished.isOne });
    if (error !== null) throw error;
    const isDocument = isDocumentFormat(this.presentation);
    if (!isDocument) await this.printItems(items, { wished, end: null });
    const end = flags['terminate-demoted'] ? await this.endDemoted(connection, { items, flags }) : null;
    if (isDocument) await this.printItems(items, { wished, end });
    return meaningWith(meaning, end);
  }

  private async printItems(
    items: readonly RegistrationItem[],
    { wished, end }: { readonly wished: Wished; readonly end: EndOfDemoted | null },
  ): Promise<void> {
    const [{ registrationsText }, { registrationListBody }] = await Promise.all([
      import('../../views/registration/registration-text.ts'),
      import('../../views/registration/registration-document.ts'),
    ]);
    const [only] = items;
    const isSingle = wished.isOne && only !== undefined && 'registration' in only;
    await this.print({
      kind: isSingle ? 'Registration' : 'RegistrationList',
      body: { ...(isSingle ? only.registration : registrationListBody(items, wished.discovered)), ...(end === null ? {} : endBody(end)) },
      text: (screen) => (items.length === 0 ? nothingText(wished) : registrationsText(items, screen)),
    });
  }

  /** Ends what the registrations demoted, the way `terminate` does; its failure does not undo them. */
  private async endDemoted(
    connection: Connection,
    { items, flags }: { readonly items: readonly RegistrationItem[]; readonly flags: Flags },
  ): Promise<EndOfDemoted | null> {
    const named = demotedBy(items);
    if (items.some(({ outcome }) => outcome === 'unverified')) this.say('! What an unverified registration demoted is not terminated.');
    if (named.length === 0) return null;
    const termination = terminationOf(flags);
    const options = terminationOptions(termination);
    let report: TerminationReport | null = null;
    const show = async (told: TerminationReport): Promise<void> => {
      report = told;
      if (!isDocumentFormat(this.presentation)) await this.printReport(told);
    };
    const tried = await tryCall(this.terminateOver(connection, { flags: termination, options, named, show }));
    if (tried.ok) return { report, error: null, meaning: tried.value };
    const { error } = tried;
    this.say(
      `! ${named.join(', ')} is not terminated: ${error.message} Next: ${this.config.bin} terminate ${named.join(' ')} (${error.code})`,
    );
    return { report, error, meaning: error.exitMeaning };
  }

  private async agreeToRegister(
    set: RegistrationSet,
    asked: { readonly count: number; readonly isGiven: boolean; readonly stated: string | null; readonly endsDemoted: boolean },
  ): Promise<void> {
    const { registrationPlanText } = await import('../../views/registration/registration-plan-text.ts');
    const { endsDemoted } = asked;
    process.stderr.write(registrationPlanText(set, { screen: await this.stderrScreen(set.items.map(({ wish }) => wish)), endsDemoted }));
    const { isGiven, stated } = asked;
    const isOne = set.items.length === 1;
    const question = isOne ? `Register ${set.items[0]?.wish.instanceId ?? ''}?` : `Register in account ${set.account}?`;
    const expected = isOne && stated === null ? 'yes' : String(asked.count);
    await confirm(await this.terminal(), { question, expected, isGiven, stated });
  }

  private async send(
    { ports }: Connection,
    { set, isOne }: { readonly set: RegistrationSet; readonly isOne: boolean },
  ): Promise<{ items: readonly RegistrationItem[]; meaning: ExitMeaning; error: Error | null }> {
    const { registerInstances, onlyError } = await import('../../usecases/register-instances.ts');
    const interrupt = holdInterrupts(() =>
      this.say('Interrupted: nothing more is sent; what was sent is still read back. Press Ctrl-C again to stop at once.'),
    );
    try {
      for await (const event of registerInstances(ports, { set, signal: interrupt.signal })) {
        if (event.kind === 'finished') return { ...event, error: isOne ? onlyError(event.items) : null };
        if (!isOne) this.say(`${event.item.wish.instanceId}: ${event.item.outcome.replaceAll('-', ' ')}`);
      }
      throw new Error('The last event of a registration tells how each ended.');
    } finally {
      interrupt.release();
    }
  }

  private async stderrScreen(content: object): Promise<Awaited<ReturnType<typeof screenFor>>> {
    const presentation = onStderr(this.presentation, process.stderr);
    const width = process.stderr.isTTY ? process.stderr.columns : presentation.width;
    return await screenFor({ ...presentation, width }, JSON.stringify(content));
  }
}

function nothingText({ discovered }: Wished): string {
  return discovered?.length === 0
    ? "Everything that EC2 runs under the fleet's tags is registered.\n"
    : 'Nothing was registered. To register one of these all the same, name its id.\n';
}

function throwOnlyError({ items }: RegistrationSet): void {
  const [only] = items;
  if (only !== undefined && 'error' in only) throw only.error;
}
