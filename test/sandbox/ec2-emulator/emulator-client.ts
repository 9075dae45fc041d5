import { EC2Client } from '@aws-sdk/client-ec2';
import { onTestFinished } from 'vitest';
import { type Ec2Emulator, type Ec2EmulatorOptions, startEc2Emulator } from '../../../src/sandbox/ec2-emulator/start-ec2-emulator.ts';
import { REGION, world } from './world.ts';

/** An emulator that ends with the test. */
export async function emulator(options: Partial<Ec2EmulatorOptions> = {}): Promise<Ec2Emulator> {
  const started = await startEc2Emulator({ world: world(), ...options });
  onTestFinished(async () => started.close());
  return started;
}

/** An emulator and the real SDK pointed at it, which sends each call once. */
export async function emulatorAndClient(options: Partial<Ec2EmulatorOptions> & { readonly region?: string } = {}) {
  const started = await emulator(options);
  const client = new EC2Client({
    endpoint: started.url,
    region: options.region ?? REGION,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return { emulator: started, client };
}
