import {
  emptyInstance,
  emptyInterface,
  finishInstance,
  finishInterface,
  finishModelTag,
  finishTag,
  finishVolume,
  keptAddress,
  type PageDraft,
  word,
} from './instance-page.ts';
import type { LeftOut } from '../../ports/cloud.ts';
import { readTime } from './read-time.ts';
import { readTransition } from './read-transition.ts';
import { compilePlan, type ElementNode, type ElementPlan } from './xml/element-plan.ts';

type Plan = ElementPlan<PageDraft>;

/**
 * The elements of a DescribeInstances answer that become a `CloudInstance`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
 */
export function instancePageNode(leavesOut?: LeftOut): ElementNode<PageDraft> {
  return compilePlan(answer(leavesOut), { name: 'DescribeInstancesResponse', onceBit: 0 });
}

function tagSet(leavesOut: LeftOut | undefined): Plan {
  return {
    children: {
      item: {
        repeats: true,
        begins: (page) => {
          page.tagKey = '';
          page.tagValue = '';
        },
        children: {
          key: { reads: (page, text) => void (page.tagKey = word(page, text)) },
          value: { reads: (page, text) => void (page.tagValue = text) },
        },
        ends: leavesOut?.otherTags === true ? finishModelTag : finishTag,
      },
    },
  };
}

const blockDeviceMapping: Plan = {
  children: {
    item: {
      repeats: true,
      begins: (page) => void (page.volume = {}),
      children: {
        ebs: {
          children: {
            volumeId: { reads: ({ volume }, text) => void (volume.id = text) },
            deleteOnTermination: { reads: ({ volume }, text) => void (volume.deletedOnTermination = isTrue(text)) },
          },
        },
      },
      ends: finishVolume,
    },
  },
};

function association(ends: (page: PageDraft) => void): Plan {
  return {
    begins: (page) => void (page.address = {}),
    children: {
      publicIp: { reads: ({ address }, text) => void (address.publicIp = text) },
      ipOwnerId: { reads: ({ address }, text) => void (address.ownerId = text) },
    },
    ends,
  };
}

const networkInterfaceSet: Plan = {
  children: {
    item: {
      repeats: true,
      begins: (page) => void (page.networkInterface = emptyInterface()),
      children: {
        networkInterfaceId: { reads: ({ networkInterface }, text) => void (networkInterface.id = text) },
        attachment: {
          children: {
            deleteOnTermination: { reads: ({ networkInterface }, text) => void (networkInterface.deletedOnTermination = isTrue(text)) },
          },
        },
        association: association(({ networkInterface, address }) => networkInterface.addresses.push(...keptAddress(address))),
        privateIpAddressesSet: {
          children: {
            item: {
              repeats: true,
              children: {
                association: association(({ networkInterface, address }) =>
                  networkInterface.privateAddresses.push(...keptAddress(address)),
                ),
              },
            },
          },
        },
      },
      ends: finishInterface,
    },
  },
};

const instance: Plan = {
  repeats: true,
  begins: (page) => void (page.instance = emptyInstance()),
  children: {
    instanceId: { reads: (page, text) => void (page.instance.id = text) },
    imageId: { reads: (page, text) => void (page.instance.imageId = word(page, text)) },
    instanceState: { children: { code: { reads: (page, text) => void (page.instance.stateCode = Number(text)) } } },
    reason: { reads: (page, text) => void (page.instance.transitionedAt = readTransition(text)) },
    stateReason: {
      children: {
        code: { reads: (page, text) => void (page.instance.reasonCode = word(page, text)) },
        message: { reads: (page, text) => void (page.instance.reasonMessage = word(page, text)) },
      },
    },
    instanceType: { reads: (page, text) => void (page.instance.instanceType = word(page, text)) },
    launchTime: { reads: (page, text) => void (page.instance.launchedAt = readTime(text)) },
    placement: { children: { availabilityZone: { reads: (page, text) => void (page.instance.az = word(page, text)) } } },
    instanceLifecycle: { reads: (page, text) => void (page.instance.lifecycle = text) },
    spotInstanceRequestId: { reads: (page, text) => void (page.instance.spotRequestId = text) },
    operator: { children: { managed: { reads: (page, text) => void (page.instance.isServiceManaged = isTrue(text)) } } },
  },
  ends: finishInstance,
};

function answer(leavesOut: LeftOut | undefined): Plan {
  const attachments = leavesOut?.attachments === true ? {} : { blockDeviceMapping, networkInterfaceSet };
  const item = { ...instance, children: { ...instance.children, ...attachments, tagSet: tagSet(leavesOut) } };
  return {
    children: {
      reservationSet: {
        begins: (page) => void (page.hasReservations = true),
        children: { item: { repeats: true, children: { instancesSet: { children: { item } } } } },
      },
      nextToken: { reads: (page, text) => void (page.nextToken = text) },
    },
  };
}

function isTrue(text: string): boolean {
  return text.toLowerCase() === 'true';
}
