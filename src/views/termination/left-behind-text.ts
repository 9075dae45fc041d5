import type { LeftBehind } from '../../domain/termination/termination-plan.ts';

/** What outlives an instance, in words; `null` where nothing does. */
export function leftBehindText({ volumes, networkInterfaces, addresses }: LeftBehind): string | null {
  const parts = [
    ...(volumes.length > 0 ? [`volumes ${volumes.join(', ')}`] : []),
    ...(networkInterfaces.length > 0 ? [`network interfaces ${networkInterfaces.join(', ')}`] : []),
    ...(addresses.length > 0 ? [`addresses ${addresses.join(', ')}`] : []),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}
