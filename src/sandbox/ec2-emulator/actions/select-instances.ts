import { Ec2Fault, instancesNotFound } from '../ec2-fault.ts';
import type { Ec2Call } from '../ec2-call.ts';
import type { EmulatedInstance } from '../emulated-cloud.ts';
import { matching, tagValues } from '../matching.ts';

/** The instances `InstanceId.N` and `Filter.N` select. One unknown id refuses the whole call, as in EC2. */
export function selectInstances(call: Ec2Call): readonly EmulatedInstance[] {
  const ids = [...new Set(call.parameters.list('InstanceId'))];
  const candidates = ids.length === 0 ? call.cloud.instances(call.region) : findAll(call, ids);
  return matching(candidates, { filters: call.parameters.filters(), valuesOf });
}

/** Every named instance, or the refusal that names the unknown ones. */
export function findAll(call: Ec2Call, ids: readonly string[]): readonly EmulatedInstance[] {
  const unknown: string[] = [];
  const found = ids.flatMap((id) => {
    const instance = call.cloud.find(call.region, id);
    if (instance === undefined) unknown.push(id);
    return instance ?? [];
  });
  if (unknown.length > 0) throw instancesNotFound(unknown);
  return found;
}

export function findOne(call: Ec2Call, id: string): EmulatedInstance {
  const instance = call.cloud.find(call.region, id);
  if (instance === undefined) throw instancesNotFound([id]);
  return instance;
}

/** EC2 reads an id before anything else: a malformed one is refused even in a dry run. */
export function refuseMalformedIds(ids: readonly string[]): void {
  const malformed = ids.find((id) => !/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) throw new Ec2Fault({ code: 'InvalidInstanceID.Malformed', message: `Invalid id: "${malformed}"` });
}

function valuesOf(instance: EmulatedInstance, filterName: string): readonly string[] | undefined {
  const { facts } = instance;
  switch (filterName) {
    case 'instance-id':
      return [facts.id];
    case 'instance-state-name':
      return [instance.state];
    case 'instance-lifecycle':
      return facts.lifecycle === 'spot' ? ['spot'] : [];
    case 'instance-type':
      return [facts.instanceType];
    case 'availability-zone':
      return [facts.az];
    case 'spot-instance-request-id':
      return instance.spotRequestId === undefined ? [] : [instance.spotRequestId];
    default:
      return tagValues(facts.tags ?? {}, filterName);
  }
}
