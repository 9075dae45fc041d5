import { createEc2Cloud, type Ec2CloudOptions } from '../../../src/gateways/ec2/ec2-cloud.ts';
import type { CloudInstance } from '../../../src/domain/cloud-instance.ts';
import type { Cloud, InstanceQuery } from '../../../src/ports/cloud.ts';
import type { Launcher } from '../../../src/ports/launcher.ts';
import type { Ec2EmulatorOptions } from '../../../src/sandbox/ec2-emulator/start-ec2-emulator.ts';
import { emulator } from '../../sandbox/ec2-emulator/emulator-client.ts';
import { REGION } from '../../sandbox/ec2-emulator/world.ts';
import { stubCredentials } from './aws-environment.ts';

/** The gateway pointed at an endpoint, with credentials and without pauses. */
export function cloudAt(endpoint: string, options: Partial<Ec2CloudOptions> = {}): Cloud & Launcher {
  stubCredentials();
  return createEc2Cloud({
    endpoint,
    profile: null,
    timeoutMs: 10_000,
    accountRegion: null,
    pause: async () => Promise.resolve(),
    random: () => 1,
    ...options,
  });
}

/** The gateway and the emulator it talks to. */
export async function emulatedCloud(options: Partial<Ec2EmulatorOptions> = {}) {
  const started = await emulator(options);
  return { emulator: started, cloud: cloudAt(started.url) };
}

export async function allInstances(cloud: Cloud, query: InstanceQuery): Promise<readonly CloudInstance[]> {
  const instances: CloudInstance[] = [];
  for await (const instance of cloud.instances(REGION, query)) instances.push(instance);
  return instances;
}
