import { Ec2Fault } from '../ec2-fault.ts';
import type { Ec2Call } from '../ec2-call.ts';
import type { EmulatedInstance } from '../emulated-cloud.ts';
import { stateXml } from '../state-code.ts';
import type { XmlFields } from '../xml.ts';
import { findAll } from './select-instances.ts';

/**
 * One unknown id: nothing is terminated. A protected id: the call fails and spares every id of its zone,
 * yet the ids of other zones are terminated.
 */
export function terminateInstances(call: Ec2Call): XmlFields {
  const ids = [...new Set(call.parameters.list('InstanceId'))];
  if (ids.length === 0) throw new Ec2Fault({ code: 'InvalidParameterCombination', message: 'No instances specified' });
  const instances = findAll(call, ids);
  const refused = instances.filter(isProtected);
  const sparedZones = new Set(refused.map(({ facts }) => facts.az));
  const changes = instances
    .filter(({ facts }) => !sparedZones.has(facts.az))
    .map((instance) => {
      const previousState = instance.state;
      call.cloud.terminate(instance);
      return { instanceId: instance.facts.id, currentState: stateXml(instance.state), previousState: stateXml(previousState) };
    });
  if (refused[0] !== undefined) throw protectionFault(refused[0]);
  return { instancesSet: changes };
}

function isProtected(instance: EmulatedInstance): boolean {
  const isStanding = instance.state !== 'shutting-down' && instance.state !== 'terminated';
  return isStanding && (instance.isTerminationProtected || instance.isStopProtected);
}

function protectionFault(instance: EmulatedInstance): Ec2Fault {
  const attribute = instance.isTerminationProtected ? 'disableApiTermination' : 'disableApiStop';
  const message = `The instance '${instance.facts.id}' may not be terminated. Modify its '${attribute}' instance attribute and try again.`;
  return new Ec2Fault({ code: 'OperationNotPermitted', message });
}
