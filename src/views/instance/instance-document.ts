import type { TimelineEntry } from '../../domain/instance-timeline.ts';
import type { DescribedInstance } from '../../usecases/describe-instance.ts';
import { type InstanceItem, instanceItem, NO_ROW } from '../lists/instance-item.ts';
import { type BookSource, bookSource, type CloudSource, cloudSource } from './instance-sources.ts';

/** The JSON kind `Instance`: the facts of a list's item, each source's own word beside them, and what happened. */
export interface InstanceDocument extends Omit<InstanceItem, 'region'> {
  /** `null` where no source that was seen says where it is. */
  readonly region: string | null;
  readonly sources: { readonly backend: BookSource; readonly database: BookSource; readonly aws: CloudSource };
  readonly timeline: readonly TimelineEntry[];
}

export function instanceDocument(described: DescribedInstance): InstanceDocument {
  const { backend, database, cloud, timeline } = described;
  return {
    ...factsOf(described),
    sources: { backend: bookSource(backend), database: bookSource(database), aws: cloudSource(cloud) },
    timeline,
  };
}

function factsOf(described: DescribedInstance): Omit<InstanceDocument, 'sources' | 'timeline'> {
  const { id, instance, isProtected } = described;
  if (instance === null) return unplaced(id);
  const item = instanceItem(instance, described);
  return { ...item, aws: item.aws === null ? null : { ...item.aws, protected: isProtected } };
}

function unplaced(id: string): Omit<InstanceDocument, 'sources' | 'timeline'> {
  const unknown = {
    clientId: null,
    agentId: null,
    logicalAgentId: null,
    instanceType: null,
    region: null,
    az: null,
    mode: null,
    aws: null,
  };
  return { id, ...unknown, ...NO_ROW, hourlyCost: null, wastedSince: null, wastedCost: null, findings: [] };
}
