import * as z from 'zod/mini';
import { SpotctlError } from '../../domain/errors/spotctl-error.ts';
import type { Notices } from '../../ports/notices.ts';
import { MetadataRefusal, openMetadata } from './ask-metadata.ts';
import { DEFAULT_ENDPOINT, type ImdsMachineOptions } from './imds-machine.ts';

const PATIENCE_MS = 1000;
const NOT_THERE = 404;

const moment = z.string().check(z.refine((time) => !Number.isNaN(Date.parse(time))));
const InstanceAction = z.object({ action: z.string().check(z.minLength(1)), time: moment });
const Recommendation = z.object({ noticeTime: moment });

/** EC2's notices by the instance metadata service, version 2, which answers 404 as long as there is none; asked anew each time. */
export function createNotices({ isDisabled, endpoint }: Pick<ImdsMachineOptions, 'isDisabled' | 'endpoint'>): Notices {
  const ask = async (path: string): Promise<string | null> => (isDisabled ? null : await askOnce(endpoint ?? DEFAULT_ENDPOINT, path));
  return {
    interruption: async () => {
      const text = await ask('/latest/meta-data/spot/instance-action');
      if (text === null) return null;
      const { action, time } = parse(InstanceAction, text);
      return { action, at: toTimestamp(time) };
    },
    rebalance: async () => {
      const text = await ask('/latest/meta-data/events/recommendations/rebalance');
      return text === null ? null : toTimestamp(parse(Recommendation, text).noticeTime);
    },
  };
}

async function askOnce(endpoint: string, path: string): Promise<string | null> {
  try {
    const ask = await openMetadata(endpoint, AbortSignal.timeout(PATIENCE_MS));
    return await ask(path);
  } catch (error) {
    if (error instanceof MetadataRefusal && error.status === NOT_THERE) return null;
    const isRefused = error instanceof MetadataRefusal;
    throw new SpotctlError({
      code: isRefused ? 'AWS_FAILED' : 'AWS_UNREACHABLE',
      message: isRefused ? `${error.message} ${path} is not known.` : 'The metadata service of this machine does not answer.',
      cause: error,
      hint: 'Check that the instance may ask its metadata service, and that nothing on it stands in between.',
    });
  }
}

function parse<Schema extends z.ZodMiniType>(schema: Schema, text: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new SpotctlError({ code: 'AWS_FAILED', message: 'The metadata service told something that is no notice of EC2.', cause: error });
  }
}

function toTimestamp(time: string): string {
  return new Date(time).toISOString();
}
