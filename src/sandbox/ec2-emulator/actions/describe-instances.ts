import { Ec2Fault } from '../ec2-fault.ts';
import type { Ec2Call } from '../ec2-call.ts';
import { pageOf, refusePageSize } from '../paging.ts';
import { stateXml } from '../state-code.ts';
import type { XmlFields } from '../xml.ts';
import { reservationXml } from './instance-xml.ts';
import { selectInstances } from './select-instances.ts';

export function describeInstances(call: Ec2Call): XmlFields {
  refuseUnpageable(call);
  const { items, nextToken } = pageOf(selectInstances(call), call.parameters);
  return { reservationSet: items.map((instance) => reservationXml(instance, call.cloud.accountId)), nextToken };
}

/** Only running instances, unless `IncludeAllInstances` is set. */
export function describeInstanceStatus(call: Ec2Call): XmlFields {
  refuseUnpageable(call);
  const isAllIncluded = call.parameters.isSet('IncludeAllInstances');
  const selected = selectInstances(call).filter(({ state }) => isAllIncluded || state === 'running');
  const { items, nextToken } = pageOf(selected, call.parameters);
  const instanceStatusSet = items.map(({ facts, state }) => {
    const status = { status: state === 'running' ? 'ok' : 'not-applicable' };
    return {
      instanceId: facts.id,
      availabilityZone: facts.az,
      instanceState: stateXml(state),
      instanceStatus: status,
      systemStatus: status,
    };
  });
  return { instanceStatusSet, nextToken };
}

function refuseUnpageable({ parameters }: Ec2Call): void {
  refusePageSize(parameters);
  if (parameters.list('InstanceId').length === 0 || parameters.text('MaxResults') === undefined) return;
  const message = 'The parameter instancesSet cannot be used with the parameter maxResults';
  throw new Ec2Fault({ code: 'InvalidParameterCombination', message });
}
