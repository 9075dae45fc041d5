import { Command } from '@oclif/core';
import type { ExitMeaning } from '../domain/errors/catalogue.ts';
import { shellWord } from '../domain/findings/shell-word.ts';
import type { Terminal } from '../ports/terminal.ts';
import type { Unseen } from '../usecases/unseen-sources.ts';
import type { ListView } from '../views/list.ts';
import { printableLines } from '../views/printable.ts';
import { unseenLines } from '../views/unseen-text.ts';
import type { OpenPorts, Surroundings } from './compose.ts';
import { DebugLog } from './debug-log.ts';
import { exitCodes } from './exit-codes.ts';
import { globalFlags } from './flags.ts';
import { choosePresentation, flagWords } from './printing/choose-presentation.ts';
import { onStderr, type Presentation } from './printing/presentation.ts';
import type { Answer } from './printing/print-document.ts';
import { wrapTalk } from './printing/wrap-talk.ts';
import { type Environment, readEnvironment } from './settings/environment.ts';
import { secretsOf } from './settings/secrets-of.ts';
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

  private get isDebug(): boolean {
    return flagWords(this.argv).includes('--debug');
  }

  protected get debugLog(): DebugLog {
    this.#log ??= new DebugLog(this.isDebug ? (line) => process.stderr.write(line) : null);
    return this.#log;
  }

  /** Settings and the ports they lead to. Nothing is opened before it is asked for. */
  protected async connect(flags: SettingFlags): Promise<Connection> {
    const [{ resolveSettings }, { exposedTokenFile }] = await Promise.all([
      import('./settings/resolve-settings.ts'),
      import('./settings/exposed-token.ts'),
      import('./compose.ts'),
    ]);
    const settings = await resolveSettings(flags, this.environment);
    const exposed = await exposedTokenFile(settings, this.environment);
    if (exposed !== null) this.say(`! Others than its owner can get at the tokens in ${exposed}. Next: chmod 600 ${shellWord(exposed)}`);
    return await this.connectWith(settings);
  }

  /** The same with settings that are known already. */
  protected async connectWith(settings: Settings): Promise<Connection> {
    for (const secret of secretsOf(settings)) this.debugLog.hide(secret);
    const { composePorts } = await import('./compose.ts');
    this.#ports = composePorts(settings, this.surroundings);
    return { settings, ports: this.#ports };
  }

  protected get surroundings(): Surroundings {
    return { log: this.debugLog, stateFolder: this.environment.stateFolder };
  }

  /** The answer as a document, or as the text its view makes of it. */
  protected async print(answer: Answer): Promise<void> {
    const { renderAnswer } = await import('./printing/print-document.ts');
    process.stdout.write(await renderAnswer(answer, this.presentation));
  }

  protected async printList<Item>(view: ListView<Item>): Promise<void> {
    const [{ listPieces }, { arrangeList }] = await Promise.all([import('./printing/print-list.ts'), import('./printing/arrange-list.ts')]);
    const arranged = arrangeList(view, this.presentation);
    for (const piece of await listPieces(arranged, this.presentation)) process.stdout.write(piece);
    const { format, isTerminal } = this.presentation;
    const isForPeople = format === 'table' || format === 'wide' || format === null;
    if (!isTerminal || !isForPeople) return;
    if (arranged.items.length > 0 && view.totals !== undefined) this.say(view.totals(arranged.items));
    if (arranged.items.length === 0) this.say(view.items.length === 0 ? view.whenEmpty : 'Nothing fits the filters.');
  }

  /** A line of talk: to stderr, so that stdout stays the answer. Text of other systems in it is made safe, secrets are cut out. */
  protected say(line: string): void {
    this.#talk(`${printableLines(this.debugLog.redact(line))}\n`);
  }

  /** What the answer had to leave out, since a source that was asked did not answer. */
  protected sayUnseen(unseen: readonly Unseen[]): void {
    for (const line of unseenLines(unseen)) this.say(line);
  }

  protected async terminal(): Promise<Terminal> {
    const { createTerminal } = await import('../gateways/terminal/inquirer-terminal.ts');
    return createTerminal({ input: process.stdin, output: process.stderr });
  }

  override async catch(thrown: unknown): Promise<void> {
    const [{ renderError }, { asUsageError }] = await Promise.all([import('./printing/render-error.ts'), import('./usage-error.ts')]);
    const presentation = onStderr(this.presentation, process.stderr);
    const rendered = await renderError(asUsageError(thrown), { presentation, isDebug: this.isDebug });
    process.stdout.write(this.debugLog.redact(rendered.stdout));
    this.#talk(this.debugLog.redact(rendered.stderr));
    process.exitCode = rendered.exitCode;
  }

  #talk(text: string): void {
    process.stderr.write(process.stderr.isTTY ? wrapTalk(text, process.stderr.columns) : text);
  }

  override async finally(): Promise<void> {
    await this.#ports?.close();
  }
}
