import { describeInstance } from '../../usecases/describe-instance.ts';
import { instanceText } from '../../views/instance/instance-text.ts';
import { composePorts, type Surroundings } from '../compose.ts';
import { type Presentation, screenFor } from '../printing/presentation.ts';
import type { Settings } from '../settings/settings.ts';

/** The page of `spotctl instance ID`, for the dashboard. */
export async function openInstance(
  id: string,
  {
    settings,
    surroundings,
    presentation,
  }: { readonly settings: Settings; readonly surroundings: Surroundings; readonly presentation: Presentation },
): Promise<string> {
  const { clientId, regions, awsRegion } = settings;
  const ports = composePorts(settings, surroundings);
  try {
    const described = await describeInstance(ports, {
      id,
      clientId: clientId.value,
      regions: regions.value,
      fallbackRegion: awsRegion.value,
    });
    return instanceText(described, await screenFor({ ...presentation, width: process.stdout.columns }, JSON.stringify(described.cloud)));
  } finally {
    await ports.close();
  }
}
