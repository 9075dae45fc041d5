import { join } from 'node:path';
import { test } from 'vitest';
import { expectOneSwitch, killedAtEachStep, switchPlace } from '../support/switch-flow.ts';
import { home, serve } from './support/serve-backend.ts';

test('a switch comes to its one end on SQLite, with the agent killed at each of its steps', async () => {
  const folder = await home();
  const place = await switchPlace(`sqlite:${join(folder, 'backend.sqlite')}`, async () => (await serve(folder)).url);

  await killedAtEachStep(place);

  await expectOneSwitch(place);
}, 120_000);
