import { SpotctlError } from '../domain/errors/spotctl-error.ts';
import { printable } from '../views/printable.ts';
import { ContextStore } from './settings/context-store.ts';
import type { Environment } from './settings/environment.ts';
import { resolveSettings } from './settings/resolve-settings.ts';
import type { Settings } from './settings/settings.ts';

/** A sentence on how things stand, and what may be typed now, each with what it is for. */
interface NextSteps {
  readonly standing: string;
  readonly steps: readonly (readonly [command: string, purpose: string])[];
}

/** What `spotctl` alone ends with, under its help: what to do next, by what is configured. Asks nobody. */
export async function nextSteps(environment: Environment): Promise<string> {
  const { standing, steps } = await findSteps(environment);
  const width = Math.max(...steps.map(([command]) => command.length));
  const lines = steps.map(([command, purpose]) => `  $ ${command.padEnd(width)}  ${purpose}\n`);
  return `NEXT\n  ${printable(standing)}\n\n${lines.join('')}`;
}

async function findSteps(environment: Environment): Promise<NextSteps> {
  try {
    const { contexts } = await new ContextStore(environment.configFolder).read();
    return stepsFor(await resolveSettings({}, environment), Object.keys(contexts));
  } catch (error) {
    if (!(error instanceof SpotctlError)) throw error;
    return { standing: `${error.message} ${error.hint}`, steps: [[`spotctl explain ${error.code}`, 'what that means']] };
  }
}

function stepsFor({ context, backendUrl, token, databaseUrl, envFile }: Settings, contexts: readonly string[]): NextSteps {
  const named = context.value === null ? '' : ` --context ${context.value}`;
  if (backendUrl.value === null && context.value === null && contexts.length > 0) {
    const use = contexts.map((name) => [`spotctl context use ${name}`, 'make it the current one'] as const);
    return { standing: 'No context is chosen.', steps: use.slice(0, 3) };
  }
  if (backendUrl.value === null) return context.value === null ? NOTHING_CONFIGURED : withoutBackend(context.value);
  const place = `${context.value === null ? 'The environment' : `Context ${context.value}`} leads to ${backendUrl.value}`;
  if (token.value === null)
    return { standing: `${place}; its token is missing.`, steps: [[`spotctl login${named}`, 'check a token and store it']] };
  const hasDatabase = databaseUrl.value !== null || envFile.value !== null;
  return { standing: `${place}${hasDatabase ? '' : '; no database is named'}.`, steps: EVERYDAY };
}

function withoutBackend(context: string): NextSteps {
  return {
    standing: `Context ${context} names no backend.`,
    steps: [[`spotctl login --context ${context}`, 'name it, and check and store its token']],
  };
}

const NOTHING_CONFIGURED: NextSteps = {
  standing: 'Nothing is configured yet.',
  steps: [
    ['spotctl sandbox exec -- bash', 'practise on a made-up fleet; type spotctl doctor in it'],
    ['spotctl login', 'lead spotctl to a real one'],
  ],
};

const EVERYDAY: NextSteps['steps'] = [
  ['spotctl doctor', 'what is wrong, and what to type against it'],
  ['spotctl watch', 'the fleet, live'],
  ['spotctl zombies', 'what nobody wants and EC2 still bills'],
];
