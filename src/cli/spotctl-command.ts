import { Command } from '@oclif/core';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import type { Terminal } from '../ports/terminal.ts';
import type { ListView } from '../views/list.ts';
import type { OpenPorts } from './compose.ts';
import { DebugLog } from './debug-log.ts';
import { exitCodes } from './exit-codes.ts';
import { globalFlags } from './flags.ts';
import { choosePresentation } from './printing/choose-presentation.ts';
import type { Presentation } from './printing/presentation.ts';
import type { Answer } from './printing/print-document.ts';
import { type Environment, readEnvironment } from './settings/environment.ts';
import type { SettingFlags, Settings } from './settings/settings.ts';

/** What a command that asks the sources works with. */
export interface Connection {
  readonly settings: Settings;
  readonly ports: OpenPorts;
}

/**
 * The seam to oclif: global flags, formats, errors and exit codes, the same for every command.
 * A command implements `execute`: it parses, calls one use case, prints one answer and says how the run ended.
 */
export abstract class SpotctlCommand extends Command {
  static override baseFlags = globalFlags;

  protected readonly environment: Environment = readEnvironment();
  #presentation: Presentation | null = null;
  #log: DebugLog | null = null;
  #ports: OpenPorts | null = null;

  /** Nothing means `done`. Everything thrown ends the run as the error catalogue says. */
  protected abstract execute(): Promise<ExitMeaning | void>;

  override async run(): Promise<void> {
    const meaning = await this.execute();
    process.exitCode = exitCodes[meaning ?? 'done'];
  }

  protected get presentation(): Presentation {
    this.#presentation ??= choosePresentation({ argv: this.argv, environment: this.environment, stdout: process.stdout });
    return this.#presentation;
  }

  protected get debugLog(): DebugLog {
    this.#log ??= new DebugLog(this.argv.includes('--debug') ? (line) => process.stderr.write(line) : null);
    return this.#log;
  }

  /** Settings and the ports they lead to. Nothing is opened before it is asked for. */
  protected async connect(flags: SettingFlags, environment = this.environment): Promise<Connection> {
    const [{ resolveSettings }, { composePorts }] = await Promise.all([import('./settings/resolve-settings.ts'), import('./compose.ts')]);
    const settings = await resolveSettings(flags, environment);
    this.debugLog.hide(settings.token.value);
    this.#ports = composePorts(settings, this.debugLog);
    return { settings, ports: this.#ports };
  }

  /** The answer as a document, or as the text its view makes of it. */
  protected async print(answer: Answer): Promise<void> {
    const { renderAnswer } = await import('./printing/print-document.ts');
    process.stdout.write(await renderAnswer(answer, this.presentation));
  }

  protected async printList<Item>(view: ListView<Item>): Promise<void> {
    const { renderList } = await import('./printing/print-list.ts');
    process.stdout.write(await renderList(view, this.presentation));
    if (view.items.length === 0 && this.presentation.isTerminal) this.say(view.whenEmpty);
  }

  /** A line of talk: to stderr, so that stdout stays the answer. */
  protected say(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  protected async terminal(): Promise<Terminal> {
    const { createTerminal } = await import('../gateways/terminal/inquirer-terminal.ts');
    return createTerminal({ input: process.stdin, output: process.stderr });
  }

  override async catch(error: unknown): Promise<void> {
    const { renderError } = await import('./printing/render-error.ts');
    const known = asUsageError(error);
    const rendered = await renderError(known, { presentation: this.presentation, isDebug: this.argv.includes('--debug') });
    process.stdout.write(this.debugLog.redact(rendered.stdout));
    process.stderr.write(this.debugLog.redact(rendered.stderr));
    process.exitCode = rendered.exitCode;
  }

  override async finally(): Promise<void> {
    await this.#ports?.close();
  }
}

/** oclif's own complaints about flags and arguments, in the words and with the code of all other errors. */
function asUsageError(error: unknown): unknown {
  const isOclif = error instanceof Error && 'oclif' in error && !(error instanceof SpotctlError);
  if (!isOclif) return error;
  const message = error.message.replace(/\nSee more help with --help$/, '').replaceAll('\n', ' ');
  return new SpotctlError({ code: 'USAGE', message });
}
