import { gatherFleet } from '../usecases/gather-fleet.ts';
import { setupLines } from '../views/setup-lines.ts';
import { resolveSettings } from './settings/resolve-settings.ts';
import { SpotctlCommand } from './spotctl-command.ts';

/** A command that changes where spotctl is led. */
export abstract class SetupCommand extends SpotctlCommand {
  /**
   * Asks every source once with what a command would use now, and says how each stands: to the operator who sets it up, not to scripts,
   * for which a set-up may well be made before what it leads to. What is amiss does not undo the change, nor its exit code.
   */
  protected async sayHowItStands(context: string): Promise<void> {
    if (!this.presentation.isTerminal || this.presentation.format !== null || !process.stderr.isTTY) return;
    const { ports, settings } = await this.connectWith(await resolveSettings({ context }, this.environment));
    const snapshot = await gatherFleet(ports, {
      clientId: settings.clientId.value,
      regions: settings.regions.value,
      asksCloud: true,
      asksAccount: true,
      verifiesClient: true,
      asksAttribution: false,
    });
    for (const line of setupLines(snapshot, context)) this.say(line);
  }
}
