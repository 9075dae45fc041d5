import type { Ports } from '../../ports/ports.ts';
import { describeInstance } from '../../usecases/describe-instance.ts';
import { instanceText } from '../../views/instance/instance-text.ts';
import { screenFor, type Presentation } from '../printing/presentation.ts';
import type { Settings } from '../settings/settings.ts';

/** The page of `spotctl instance ID`, for the dashboard. */
export async function openInstance(
  id: string,
  { ports, settings, presentation }: { readonly ports: Ports; readonly settings: Settings; readonly presentation: Presentation },
): Promise<string> {
  const { clientId, regions, awsRegion } = settings;
  const described = await describeInstance(ports, {
    id,
    clientId: clientId.value,
    regions: regions.value,
    fallbackRegion: awsRegion.value,
  });
  return instanceText(described, await screenFor({ ...presentation, width: process.stdout.columns }, JSON.stringify(described.cloud)));
}
