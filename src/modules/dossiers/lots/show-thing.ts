import { showPlate } from '../procedures/form/plate.ts';

/** What tells a dossier of a lot from the others, as people write it: a plate with its hyphen and dot. */
export function showThing(thing: string): string {
  return showPlate(thing);
}
