import { z } from 'zod';
import { client, optionalText } from './values.ts';

export const contextList = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      isCurrent: z.boolean(),
      backendUrl: optionalText,
      clientId: optionalText,
      awsProfile: optionalText,
      regions: z.array(z.string()),
    }),
  ),
});

export const contextDocument = z.object({ name: z.string(), isCurrent: z.boolean() });

export const settingsDocument = z.object({
  settings: z.array(
    z.object({
      name: z.string(),
      value: optionalText,
      origin: z.enum(['flag', 'environment', 'context', 'default']),
      from: z.string(),
    }),
  ),
});

export const suppression = z.object({
  context: optionalText,
  code: z.string(),
  subject: optionalText,
  reason: optionalText,
  until: optionalText,
});

export const login = z.object({ context: z.string(), backendUrl: z.string(), client });

export const sandbox = z.object({ environment: z.record(z.string(), optionalText) });

export const backend = z.object({
  url: z.string(),
  database: z.string(),
  added: z.array(z.string()),
  administratorToken: optionalText,
});

export const completionScript = z.object({ shell: z.string(), script: z.string() });
